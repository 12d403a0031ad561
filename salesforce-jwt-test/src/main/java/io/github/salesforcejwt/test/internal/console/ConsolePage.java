package io.github.salesforcejwt.test.internal.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Endpoint;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Org;
import org.jspecify.annotations.Nullable;

/**
 * The console: a static page that gets everything it shows from the control API. It runs
 * only its own script, which cannot turn text into HTML.
 */
public final class ConsolePage implements Endpoint {

	private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
			+ "img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'; trusted-types 'none'";

	private static final String FILES = "/__stand-in/console/";

	private final Map<String, ApiResponse> files = new LinkedHashMap<>();

	public ConsolePage() {
		this.files.put("/", file("index.html", "text/html;charset=UTF-8"));
		this.files.put(FILES + "console.css", file("console.css", "text/css;charset=UTF-8"));
		this.files.put(FILES + "console.js", file("console.js", "text/javascript;charset=UTF-8"));
		this.files.put(FILES + "icon.svg", file("icon.svg", "image/svg+xml"));
	}

	@Override
	public Set<String> paths() {
		return this.files.keySet();
	}

	/** Requests for the page are not requests to an org. */
	@Override
	public @Nullable Org org(Inbound inbound) {
		return null;
	}

	@Override
	public Reply answer(Inbound inbound) {
		ApiResponse file = this.files.get(inbound.path());
		if (file == null || !inbound.request().method().matches("GET|HEAD")) {
			return Reply.of(Answers.notFound());
		}
		return Reply.of(file);
	}

	private static ApiResponse file(String name, String contentType) {
		try (InputStream in = ConsolePage.class.getResourceAsStream(name)) {
			if (in == null) {
				throw new IllegalStateException("The jar of the stand-in lacks " + name + " of its console");
			}
			Map<String, String> headers = new LinkedHashMap<>();
			headers.put("Content-Type", contentType);
			headers.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
			headers.put("X-Content-Type-Options", "nosniff");
			headers.put("Referrer-Policy", "no-referrer");
			headers.put("Cache-Control", "no-cache");
			return new ApiResponse(200, headers, in.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
