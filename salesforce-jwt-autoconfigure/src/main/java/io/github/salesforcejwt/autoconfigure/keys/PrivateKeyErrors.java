package io.github.salesforcejwt.autoconfigure.keys;

import java.util.List;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;

/**
 * Names what was found in place of a private key that can be used, and the command that
 * helps.
 */
final class PrivateKeyErrors {

	/** Bouncy Castle cannot open it either. */
	static final String ARIA = "ARIA";

	private static final String DECRYPT = "openssl pkey -in private-key.pem -out private-key-plain.pem";

	private static final String TO_PKCS8 = "openssl pkcs8 -topk8 -v2 aes-256-cbc -in private-key.pem "
			+ "-out private-key-pkcs8.pem";

	private PrivateKeyErrors() {
	}

	static InvalidSalesforceConfigurationException noPrivateKey(PemSource source, String text, List<PemBlock> blocks) {
		if (text.contains("PRIVATE KEY-") || text.contains("-BEGIN ") && blocks.isEmpty()) {
			return cutOff(source);
		}
		if (blocks.isEmpty()) {
			return notPem(source, text);
		}
		List<String> labels = blocks.stream().map(PemBlock::label).toList();
		if (labels.stream().anyMatch((label) -> label.startsWith("EC "))) {
			return SalesforceKeyRules.notRsa("EC", source::failure);
		}
		String found = labels.stream().anyMatch((label) -> label.endsWith("PUBLIC KEY")) ? "a public key"
				: labels.contains("CERTIFICATE") ? "a certificate only" : "a block '" + labels.get(0) + "'";
		return source.failure("holds " + found + ", not a private key",
				"Write the private key that belongs to it: the file that 'openssl req' wrote to '-keyout'. "
						+ "It begins with '-----BEGIN PRIVATE KEY-----'.");
	}

	private static InvalidSalesforceConfigurationException notPem(PemSource source, String text) {
		if (text.isBlank()) {
			return source.failure("is empty");
		}
		if (text.startsWith("ssh-")) {
			return source.failure("holds a public key of OpenSSH, not a private key",
					"Write the private key that belongs to it, in PEM: ssh-keygen -p -m PKCS8 -f private-key");
		}
		if (text.startsWith("PuTTY-User-Key-File")) {
			return source.failure("holds a key in the format of PuTTY, not PEM", "Convert it: puttygen private-key.ppk "
					+ "-O private-openssh -o private-key.pem && ssh-keygen -p -m PKCS8 -f private-key.pem");
		}
		if (isJwk(text)) {
			return jwk(source);
		}
		return source.failure("holds no private key in PEM");
	}

	/**
	 * Whether a text is a JSON Web Key (RFC 7517).
	 */
	static boolean isJwk(String text) {
		return text.stripLeading().startsWith("{") && text.contains("\"kty\"");
	}

	private static InvalidSalesforceConfigurationException jwk(PemSource source) {
		return source.failure("holds a JSON Web Key, not PEM",
				"Convert it to PEM, or create a new key. " + SalesforceKeyRules.CREATE);
	}

	static InvalidSalesforceConfigurationException severalKeys(PemSource source, long count) {
		return source.failure("holds " + count + " private keys", "Keep the one whose certificate Salesforce has.");
	}

	/**
	 * Check that the block is a private key in a format that can be read, and whole.
	 */
	static void checkFormat(PemSource source, PemBlock block) {
		switch (block.label()) {
			case "PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "RSA PRIVATE KEY" -> {
				if (!block.isComplete()) {
					throw cutOff(source);
				}
				KeyStructure structure = block.structure();
				if (structure.form() == KeyStructure.Form.MULTI_PRIME) {
					throw source.failure("holds an RSA key of more than two primes, which Java cannot read",
							SalesforceKeyRules.CREATE);
				}
				String algorithm = structure.algorithm();
				if (algorithm != null && !algorithm.equals("RSA") && structure.form() == KeyStructure.Form.PKCS8) {
					throw SalesforceKeyRules.notRsa(algorithm, source::failure);
				}
			}
			case "OPENSSH PRIVATE KEY" -> throw source.failure("holds a key in the format of OpenSSH",
					"Convert a copy of it to PEM (the command rewrites the file): ssh-keygen -p -m PKCS8 -f private-key.pem");
			default -> throw SalesforceKeyRules.notRsa(block.label().replace(" PRIVATE KEY", ""), source::failure);
		}
	}

	static InvalidSalesforceConfigurationException cutOff(PemSource source) {
		return source.failure("holds a private key that is damaged or cut off",
				"Copy the whole PEM, with its BEGIN and END lines. 'openssl pkey -in private-key.pem -noout' shows "
						+ "whether a file is whole. For an environment variable, write it on one line: "
						+ "openssl base64 -A -in private-key.pem");
	}

	static InvalidSalesforceConfigurationException noPassword(PemSource source) {
		return source.failure("holds an encrypted private key, but no password is set",
				"Set '" + source.property() + "-password', or write the key without encryption: " + DECRYPT);
	}

	static InvalidSalesforceConfigurationException wrongPassword(PemSource source) {
		return source.failure("cannot be decrypted with the password in '" + source.property() + "-password'",
				"Correct '" + source.property() + "-password'. 'openssl pkey -in private-key.pem -noout' asks for the "
						+ "password and shows whether it is the right one.");
	}

	/**
	 * The password opens the key, but the JDK does not know its kind.
	 */
	static InvalidSalesforceConfigurationException kindUnknown(PemSource source) {
		return source.failure(
				"holds a private key of a kind that Java cannot read, such as an RSA key of more than two primes",
				SalesforceKeyRules.CREATE);
	}

	/**
	 * The key is encrypted by a cipher that the JDK does not know.
	 */
	static InvalidSalesforceConfigurationException cipherUnknown(PemSource source, PemBlock block) {
		KeyStructure structure = block.structure();
		String cipher = (structure.form() == KeyStructure.Form.ENCRYPTED_PKCS8) ? structure.algorithm() : null;
		return source.failure(
				"is encrypted " + ((cipher != null) ? "with " + cipher + ", which" : "in a way that")
						+ " the Java platform cannot open",
				"Convert it to PKCS#8 with AES: " + TO_PKCS8 + (ARIA.equals(cipher) ? ""
						: " or add the dependency 'org.bouncycastle:bcpkix-jdk18on' to the application."));
	}

}
