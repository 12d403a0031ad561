package io.github.salesforcejwt.autoconfigure.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * Reads the signing key of an org from PEM, and reports what is wrong if it cannot.
 */
final class PrivateKeyReader {

	private static final Log logger = LogFactory.getLog(PrivateKeyReader.class);

	private final ResourceLoader resourceLoader;

	private final boolean bouncyCastle;

	PrivateKeyReader(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
		this.bouncyCastle = ClassUtils.isPresent("org.bouncycastle.openssl.PEMEncryptedKeyPair",
				resourceLoader.getClassLoader());
	}

	/**
	 * Read a key once.
	 * @param property the full name of the property that holds the key
	 * @param value its value: PEM, a location or base64
	 * @param password the password of the key, if it has one
	 * @return the key
	 * @throws InvalidSalesforceConfigurationException if there is no usable key
	 */
	SigningKey read(String property, String value, @Nullable String password) {
		PemSource source = PemSource.of(PemSource.Kind.PRIVATE_KEY, property, value, this.resourceLoader);
		return read(source, source.text(), password);
	}

	/**
	 * Read a key now and, if it is in a file, again whenever the file changes.
	 * @param property the full name of the property that holds the key
	 * @param value its value: PEM, a location or base64
	 * @param password the password of the key, if it has one
	 * @return the keys
	 * @throws InvalidSalesforceConfigurationException if there is no usable key
	 */
	SigningKeys signingKeys(String property, String value, @Nullable String password) {
		PemSource source = PemSource.of(PemSource.Kind.PRIVATE_KEY, property, value, this.resourceLoader);
		return source.isFile() ? new FileSigningKeys(source, (text) -> read(source, text, password))
				: SigningKeys.of(read(source, source.text(), password));
	}

	private SigningKey read(PemSource source, String text, @Nullable String password) {
		List<PemBlock> blocks = PemBlock.parse(text);
		List<PemBlock> keys = blocks.stream()
			.filter((candidate) -> candidate.label().endsWith("PRIVATE KEY"))
			.distinct()
			.toList();
		if (keys.isEmpty()) {
			throw PrivateKeyErrors.noPrivateKey(source, text, blocks);
		}
		if (keys.size() > 1) {
			throw PrivateKeyErrors.severalKeys(source, keys.size());
		}
		PemBlock block = keys.get(0);
		PrivateKeyErrors.checkFormat(source, block);
		RSAPrivateCrtKey key = SalesforceKeyRules.check(decode(source, block, password), source::failure);
		return SigningKey.of(key, source.toString(), certificateExpiry(source, key, blocks));
	}

	private PrivateKey decode(PemSource source, PemBlock block, @Nullable String password) {
		PrivateKey plain = plain(block.content());
		if (plain != null) {
			return plain;
		}
		boolean encrypted = block.isEncryptedTraditionally() || block.label().startsWith("ENCRYPTED");
		if (encrypted && !StringUtils.hasLength(password)) {
			throw PrivateKeyErrors.noPassword(source);
		}
		if (!block.isEncryptedTraditionally()) {
			try {
				return (encrypted && password != null && !StandardCharsets.US_ASCII.newEncoder().canEncode(password))
						? decrypted(source, Pbes2PrivateKeys.decrypt(block.content(), password))
						: Objects.requireNonNull(PemContent.of(block.toPem()).getPrivateKey(password));
			}
			catch (IOException | GeneralSecurityException | IllegalStateException ex) {
				if (!encrypted) {
					throw PrivateKeyErrors.cutOff(source);
				}
				Throwable cause = platformException(ex);
				if (cause == null) {
					throw PrivateKeyErrors.kindUnknown(source);
				}
				if (!(cause instanceof IOException || cause instanceof NoSuchAlgorithmException)) {
					throw PrivateKeyErrors.wrongPassword(source);
				}
			}
		}
		if (!this.bouncyCastle || PrivateKeyErrors.ARIA.equals(block.structure().algorithm())) {
			throw PrivateKeyErrors.cipherUnknown(source, block);
		}
		try {
			return decrypted(source,
					BouncyCastlePrivateKeys.decrypt(block.toPem(), (password != null) ? password : ""));
		}
		catch (IOException ex) {
			throw PrivateKeyErrors.wrongPassword(source);
		}
	}

	/**
	 * Read the common form without Boot's parser, which tries each algorithm in turn:
	 * that counts at the start of an application with many orgs.
	 * @return the key, or {@code null} if it is not an RSA key in PKCS#8
	 */
	private static @Nullable PrivateKey plain(byte[] content) {
		try {
			return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(content));
		}
		catch (GeneralSecurityException ex) {
			return null;
		}
	}

	/**
	 * Read what a password has opened, which need not be a key that can be used.
	 */
	private static PrivateKey decrypted(PemSource source, byte[] content) {
		PrivateKey key = plain(content);
		if (key != null) {
			return key;
		}
		String algorithm = KeyStructure.of(content).algorithm();
		throw (algorithm == null || algorithm.equals("RSA")) ? PrivateKeyErrors.kindUnknown(source)
				: SalesforceKeyRules.notRsa(algorithm, source::failure);
	}

	/**
	 * The JDK reports an encryption that it does not know (scrypt) as an I/O error of the
	 * parameters, and a wrong password as another security exception.
	 * @return what the JDK reports, or {@code null} if it has decrypted the key, and only
	 * Boot finds nothing to read
	 */
	private static @Nullable Throwable platformException(Exception ex) {
		Throwable cause = ex;
		while (cause != null && !(cause instanceof IOException || cause instanceof GeneralSecurityException)) {
			cause = cause.getCause();
		}
		return cause;
	}

	private static @Nullable Instant certificateExpiry(PemSource source, RSAPrivateCrtKey key, List<PemBlock> blocks) {
		List<X509Certificate> certificates = blocks.stream()
			.filter((block) -> block.label().endsWith("CERTIFICATE"))
			.flatMap((block) -> certificates(block).stream())
			.toList();
		for (X509Certificate certificate : certificates) {
			if (certificate.getPublicKey() instanceof RSAPublicKey publicKey
					&& publicKey.getModulus().equals(key.getModulus())) {
				return certificate.getNotAfter().toInstant();
			}
		}
		if (!certificates.isEmpty()) {
			logger.warn("The certificate beside the private key of " + source + " belongs to another key. "
					+ "Salesforce must hold the certificate of this key");
		}
		return null;
	}

	static List<X509Certificate> certificates(PemBlock block) {
		try {
			return PemContent.of(block.toPem()).getCertificates();
		}
		catch (IllegalStateException ex) {
			return List.of();
		}
	}

}
