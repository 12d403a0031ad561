package io.github.salesforcejwt.test.internal.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of a jar that is itself a resource, in addition to those of the
 * platform. They are visible only through this loader. The jar is read into memory, since
 * a resource may be in a directory, in a jar or in a nested jar.
 */
final class NestedJarClassLoader extends ClassLoader {

	private final Map<String, byte[]> entries = new ConcurrentHashMap<>();

	/**
	 * Creates a loader.
	 * @param neighbour the class in whose package the resource lies
	 * @param resource the name of the jar
	 * @throws IllegalStateException if the resource is missing
	 */
	NestedJarClassLoader(Class<?> neighbour, String resource) {
		super("nested:" + resource, ClassLoader.getPlatformClassLoader());
		try (InputStream stream = neighbour.getResourceAsStream(resource)) {
			if (stream == null) {
				throw new IllegalStateException("No %s beside %s: build salesforce-jwt-test with Maven, which copies it"
					.formatted(resource, neighbour.getName()));
			}
			read(new JarInputStream(stream, false));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read(JarInputStream jar) throws IOException {
		for (JarEntry entry = jar.getNextJarEntry(); entry != null; entry = jar.getNextJarEntry()) {
			if (!entry.isDirectory()) {
				this.entries.put(entry.getName(), jar.readAllBytes());
			}
		}
	}

	@Override
	protected Class<?> findClass(String name) throws ClassNotFoundException {
		// a class is defined only once, so its bytes are no longer needed
		byte[] bytes = this.entries.remove(name.replace('.', '/') + ".class");
		if (bytes == null) {
			throw new ClassNotFoundException(name);
		}
		return defineClass(name, bytes, 0, bytes.length);
	}

	@Override
	public @Nullable InputStream getResourceAsStream(String name) {
		byte[] bytes = this.entries.get(name);
		return (bytes != null) ? new ByteArrayInputStream(bytes) : super.getResourceAsStream(name);
	}

}
