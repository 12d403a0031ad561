package io.github.salesforcejwt.it;

import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import io.github.salesforcejwt.it.MarkdownPage.Block;

/**
 * Compiles the Java examples of the documentation, which leave out their imports and what
 * a reader has in mind around them. Each one gets a package of its own.
 */
final class ExampleCompiler {

	private static final String IMPORTS = """
			import java.nio.file.*;
			import java.security.cert.X509Certificate;
			import java.util.List;
			import java.util.Map;
			import java.util.Set;
			import com.nimbusds.jose.JWSAlgorithm;
			import com.nimbusds.jose.JWSHeader;
			import com.nimbusds.jose.JWSSigner;
			import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
			import com.nimbusds.jose.util.Base64URL;
			import io.github.salesforcejwt.*;
			import io.github.salesforcejwt.autoconfigure.*;
			import io.github.salesforcejwt.autoconfigure.properties.*;
			import io.github.salesforcejwt.test.*;
			import org.junit.jupiter.api.*;
			import org.springframework.beans.factory.annotation.*;
			import org.springframework.boot.*;
			import org.springframework.boot.autoconfigure.*;
			import org.springframework.boot.restclient.test.autoconfigure.*;
			import org.springframework.boot.test.context.*;
			import org.springframework.context.annotation.*;
			import org.springframework.context.event.*;
			import org.springframework.http.MediaType;
			import org.springframework.jdbc.core.simple.*;
			import org.springframework.security.oauth2.client.*;
			import org.springframework.security.oauth2.client.web.client.*;
			import org.springframework.stereotype.*;
			import org.springframework.test.web.client.*;
			import org.springframework.web.bind.annotation.*;
			import org.springframework.web.client.*;
			import org.springframework.web.service.annotation.*;
			import static io.github.salesforcejwt.test.SalesforceField.*;
			import static org.assertj.core.api.Assertions.*;
			import static org.hamcrest.Matchers.endsWith;
			import static org.springframework.test.web.client.match.MockRestRequestMatchers.requestTo;
			import static org.springframework.test.web.client.response.MockRestResponseCreators.withSuccess;
			""";

	private static final String SURROUNDINGS = """
			public class Surroundings {

				public static SalesforceClients salesforceClients;

				public static RestClient salesforce;

				public static SalesforceServer server;

				public static Pager pager;

				public interface Pager {

					void send(String message);

				}

				public interface KeyService {

					byte[] sign(String key, byte[] input);

				}

				public interface AccountSync {

					void run();

				}

				public interface Accounts {

					String find(String id);

				}

				public interface CustomerService {

					void send(String id, String name);

				}

			}
			""";

	private static final Pattern TYPE = Pattern.compile("(?m)^(?:public |final )*(?:class|record|interface|enum) ");

	private static final Pattern MEMBER = Pattern.compile("^(?:@|static )");

	private final Map<String, Block> examples = new LinkedHashMap<>();

	private final Path output;

	/**
	 * Create a compiler.
	 * @param examples what to compile
	 * @param output the directory for the classes
	 */
	ExampleCompiler(List<Block> examples, Path output) {
		examples.forEach((example) -> this.examples.put("example" + this.examples.size(), example));
		this.output = output;
	}

	/**
	 * Compile all examples.
	 * @return the errors, each with the line of its page
	 */
	List<String> compile() {
		List<JavaFileObject> sources = new ArrayList<>();
		sources.add(source("surroundings/Surroundings.java", "package surroundings;" + IMPORTS + SURROUNDINGS));
		this.examples.forEach((name, example) -> sources.add(source(name + "/Example.java", unit(name, example))));
		List<String> errors = new ArrayList<>();
		ToolProvider.getSystemJavaCompiler().getTask(new StringWriter(), null, (problem) -> {
			if (problem.getKind() == Diagnostic.Kind.ERROR) {
				errors.add(describe(problem));
			}
		}, List.of("-d", this.output.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")), null,
				sources)
			.call();
		return errors;
	}

	private static String unit(String name, Block example) {
		String head = "package %s; import static surroundings.Surroundings.*; %s".formatted(name,
				IMPORTS.replace("\n", " "));
		String text = example.text();
		if (TYPE.matcher(text).find()) {
			return head + "\n" + text;
		}
		return MEMBER.matcher(text).find() ? head + "class Example {\n" + text + "}"
				: head + "class Example { void example() throws Exception {\n" + text + "}}";
	}

	/**
	 * The first line of each unit is not of the example.
	 */
	private String describe(Diagnostic<? extends JavaFileObject> problem) {
		JavaFileObject source = problem.getSource();
		Block example = (source != null) ? this.examples.get(source.toUri().getPath().split("/")[1]) : null;
		String message = problem.getMessage(Locale.ROOT);
		return (example != null)
				? example.page() + ":" + (example.line() + problem.getLineNumber() - 2) + ": " + message : message;
	}

	private static JavaFileObject source(String path, String text) {
		return new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {

			@Override
			public CharSequence getCharContent(boolean ignoreEncodingErrors) {
				return text;
			}

		};
	}

	/**
	 * Load the class of an example.
	 */
	Class<?> load(Block example, String name) throws IOException, ClassNotFoundException {
		for (Map.Entry<String, Block> entry : this.examples.entrySet()) {
			if (entry.getValue().equals(example)) {
				return Class.forName(entry.getKey() + "." + name, false, classLoader());
			}
		}
		throw new IllegalArgumentException(example + " was not compiled");
	}

	private ClassLoader classLoader() throws MalformedURLException {
		return new URLClassLoader(new URL[] { this.output.toUri().toURL() }, getClass().getClassLoader());
	}

}
