package io.github.salesforcejwt.test.container;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.salesforcejwt.test.SalesforceServer;
import org.jspecify.annotations.NullMarked;

/**
 * The jars that the server needs in the container: this module and its dependencies.
 */
final class ServerJars {

	private ServerJars() {
	}

	static List<File> find() {
		return List.of(jar(SalesforceServer.class), jar(WireMockServer.class), jar(NullMarked.class));
	}

	/** The jar of a class, created here if its classes are still a directory. */
	private static File jar(Class<?> type) {
		try {
			Path location = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
			return (Files.isDirectory(location)) ? pack(location) : location.toFile();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException("No jar of " + type.getName() + " on the class path", ex);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static File pack(Path directory) throws IOException {
		File jar = File.createTempFile("salesforce-jwt-test", ".jar");
		jar.deleteOnExit();
		try (OutputStream file = Files.newOutputStream(jar.toPath());
				JarOutputStream out = new JarOutputStream(file);
				Stream<Path> paths = Files.walk(directory)) {
			for (Path path : paths.filter(Files::isRegularFile).toList()) {
				out.putNextEntry(new JarEntry(directory.relativize(path).toString().replace(File.separatorChar, '/')));
				Files.copy(path, out);
				out.closeEntry();
			}
		}
		return jar;
	}

}
