package io.github.salesforcejwt.autoconfigure.keys;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Text behind a property that holds either PEM or the location of it.
 */
final class PemSource {

	private static final String BASE64_PREFIX = "base64:";

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/\\s]{200,}={0,2}\\s*");

	private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:[\\\\/].*");

	private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+):\\S+$");

	private static final Pattern NETWORK = Pattern.compile("(?:https?|ftps?):", Pattern.CASE_INSENSITIVE);

	/** Any other text with a dot in it may be a secret. */
	private static final Pattern PATH = Pattern.compile(
			"^(~|\\.{0,2})[/\\\\]\\P{Cntrl}+$"
					+ "|^\\P{Cntrl}+\\.(pem|key|der|p8|pk8|p12|pfx|jks|crt|cer|pub|ppk|txt|b64|jwk|json)$",
			Pattern.CASE_INSENSITIVE);

	private static final int MAX_PATH_LENGTH = 4096;

	private final Kind kind;

	private final String property;

	private final Resource resource;

	private final String location;

	private final String subject;

	private PemSource(Kind kind, String property, Resource resource, String location, String subject) {
		this.kind = kind;
		this.property = property;
		this.resource = resource;
		this.location = location;
		this.subject = subject;
	}

	static PemSource of(Kind kind, String property, String value, ResourceLoader resourceLoader) {
		String text = value.strip();
		if (text.isEmpty()) {
			throw new InvalidSalesforceConfigurationException(property, "it is empty", kind.remedy);
		}
		if (text.contains("-BEGIN ")) {
			return new PemSource(kind, property, new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)),
					"PEM text", "it");
		}
		if (PrivateKeyErrors.isJwk(text) || PemBlock.isBare(text)) {
			return new PemSource(kind, property, new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)), "text",
					"it");
		}
		if (text.startsWith(BASE64_PREFIX) || BASE64.matcher(text).matches()) {
			return new PemSource(kind, property, decodeBase64(kind, property, text), "base64", "its base64");
		}
		Resource resource = resource(kind, property, text, resourceLoader);
		if (resource == null) {
			throw new InvalidSalesforceConfigurationException(property,
					"it is neither a " + kind.noun + " in PEM nor a location", kind.remedy);
		}
		String location = printable(text);
		return new PemSource(kind, property, resource, location, "'" + location + "'");
	}

	private static Resource decodeBase64(Kind kind, String property, String text) {
		String base64 = text.replaceFirst("^" + BASE64_PREFIX, "").replaceAll("\\s+", "");
		if (PemBlock.isBare(base64)) {
			return new ByteArrayResource(base64.getBytes(StandardCharsets.US_ASCII));
		}
		try {
			return new ByteArrayResource(Base64.getDecoder().decode(base64));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidSalesforceConfigurationException(property, "its base64 is damaged or cut off",
					"Encode the PEM file again, on one line: openssl base64 -A -in " + kind.file);
		}
	}

	private static @Nullable Resource resource(Kind kind, String property, String text, ResourceLoader resourceLoader) {
		if (text.length() > MAX_PATH_LENGTH) {
			return null;
		}
		if (SCHEME.matcher(text).matches() && !DRIVE.matcher(text).matches()) {
			if (NETWORK.matcher(text).lookingAt()) {
				throw new InvalidSalesforceConfigurationException(property,
						"it is a location on a network, which a " + kind.noun + " should not cross", kind.remedy);
			}
			return resourceLoader.getResource(text);
		}
		// Spring's loaders differ on a path without a scheme; nobody keeps a key there
		// that the class path would have to find
		try {
			return (PATH.matcher(text).matches() || DRIVE.matcher(text).matches() || Files.isRegularFile(Path.of(text)))
					? new FileSystemResource(text) : null;
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	/**
	 * A value of an unknown scheme may be a secret in the wrong place.
	 */
	private static String printable(String location) {
		int colon = location.indexOf(':');
		boolean known = colon < 2 || location.startsWith("file:") || location.startsWith("classpath:");
		return known ? PrintableValue.ofName(location) : location.substring(0, colon) + ":…";
	}

	/**
	 * Return whether the text lies in a file, which may change.
	 */
	boolean isFile() {
		return this.resource.isFile();
	}

	/**
	 * Return the text as it is now.
	 */
	String text() {
		try {
			return decode(isFile() ? Files.readAllBytes(this.resource.getFile().toPath())
					: this.resource.getContentAsByteArray());
		}
		catch (FileNotFoundException | NoSuchFileException ex) {
			throw failure("does not exist" + lookedFor(),
					"Write a location that exists and that the application may read.");
		}
		catch (AccessDeniedException ex) {
			throw failure("may not be read by this process", "Let the user that runs the application read it.");
		}
		catch (IOException | InvalidPathException ex) {
			throw failure("cannot be read (" + ex.getClass().getSimpleName() + ")",
					"Write the location of a file, not of a directory, that the application may read.");
		}
	}

	private String lookedFor() {
		try {
			String path = isFile() ? PrintableValue.ofName(this.resource.getFile().getAbsolutePath()) : "";
			return (path.isEmpty() || this.location.endsWith(path)) ? "" : " (looked for " + path + ")";
		}
		catch (IOException ex) {
			return "";
		}
	}

	private String decode(byte[] content) {
		if (startsWith(content, 0xFE, 0xFF) || startsWith(content, 0xFF, 0xFE)) {
			return new String(content, StandardCharsets.UTF_16);
		}
		if (content.length > 1 && (content[0] == 0) != (content[1] == 0)) {
			return new String(content, (content[0] == 0) ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
		}
		if (startsWith(content, 0x30, 0x82) || startsWith(content, 0xFE, 0xED)) {
			throw failure("holds binary data, such as a DER file or a key store, not PEM",
					"Convert a DER file: " + this.kind.conversion
							+ ". For a PKCS#12 or JKS key store, configure an SSL " + "bundle and write its name to '"
							+ this.property.replaceFirst("[a-z-]+$", "ssl-bundle") + "' instead.");
		}
		return new String(content, StandardCharsets.UTF_8);
	}

	private static boolean startsWith(byte[] content, int... bytes) {
		for (int i = 0; i < bytes.length; i++) {
			if (content.length <= i || (content[i] & 0xFF) != bytes[i]) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Create the failure of this source.
	 * @param found what is wrong, as a verb with its object
	 * @param remedy what to do
	 */
	InvalidSalesforceConfigurationException failure(String found, String remedy) {
		return new InvalidSalesforceConfigurationException(this.property, this.subject + " " + found, remedy);
	}

	InvalidSalesforceConfigurationException failure(String found) {
		return failure(found, this.kind.remedy);
	}

	String property() {
		return this.property;
	}

	@Override
	public String toString() {
		return this.property + " (" + this.location + ")";
	}

	/**
	 * What the PEM holds.
	 */
	enum Kind {

		PRIVATE_KEY("private key", "private-key.pem", "PRIVATE KEY",
				"openssl pkey -inform DER -in private-key.der -out private-key.pem"),

		CERTIFICATE("certificate", "certificate.pem", "CERTIFICATE",
				"openssl x509 -inform DER -in certificate.der -out certificate.pem");

		private final String noun;

		private final String file;

		private final String conversion;

		private final String remedy;

		Kind(String noun, String file, String label, String conversion) {
			this.noun = noun;
			this.file = file;
			this.conversion = conversion;
			this.remedy = "Write the " + noun + " as PEM (from '-----BEGIN " + label + "-----' to '-----END " + label
					+ "-----') or its location, such as 'file:/etc/salesforce/" + file + "', 'classpath:" + file
					+ "' or 'base64:' followed by the base64 of the PEM file.";
		}

		String remedy() {
			return this.remedy;
		}

	}

}
