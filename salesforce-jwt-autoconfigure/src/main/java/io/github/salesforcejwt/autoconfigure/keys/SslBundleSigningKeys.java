package io.github.salesforcejwt.autoconfigure.keys;

import java.io.FileNotFoundException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;

/**
 * Keys of a Spring Boot SSL bundle: JKS, PKCS#12, PKCS#11 or PEM. Follows the bundle if
 * {@code reload-on-update} is set; an update without a usable key leaves the last one in
 * place.
 */
final class SslBundleSigningKeys implements SigningKeys {

	private static final Log logger = LogFactory.getLog(SslBundleSigningKeys.class);

	private final String property;

	private final String name;

	private final RotatingKeys keys;

	/**
	 * Read the bundle for the first time.
	 * @param property the full name of the property that names the bundle
	 * @param name the name of the bundle
	 * @param sslBundles the bundles of the application
	 * @throws InvalidSalesforceConfigurationException if there is no usable key
	 */
	SslBundleSigningKeys(String property, String name, SslBundles sslBundles) {
		this.property = property;
		this.name = name;
		try {
			this.keys = new RotatingKeys(read(sslBundles.getBundle(name)));
			sslBundles.addBundleUpdateHandler(name, this::update);
		}
		catch (NoSuchSslBundleException ex) {
			List<String> known = sslBundles.getBundleNames();
			String printable = PrintableValue.of(name);
			String placeholder = printable.equals(name) ? name : "<name>";
			throw new InvalidSalesforceConfigurationException(property, "there is no SSL bundle '" + printable + "'",
					known.isEmpty()
							? "Configure it under 'spring.ssl.bundle.pem." + placeholder
									+ "' or 'spring.ssl.bundle.jks." + placeholder + "'."
							: "Name one of the bundles under 'spring.ssl.bundle': '" + String.join("', '", known)
									+ "'.");
		}
	}

	@Override
	public List<SigningKey> current() {
		return this.keys.current();
	}

	private void update(SslBundle bundle) {
		try {
			this.keys.replace(read(bundle));
		}
		catch (InvalidSalesforceConfigurationException ex) {
			logger.warn("Continuing to sign with " + this.keys.current().get(0) + ". " + ex.getMessage());
		}
	}

	private SigningKey read(SslBundle bundle) {
		try {
			KeyStore keyStore = bundle.getStores().getKeyStore();
			if (keyStore == null) {
				throw failure("has no key store",
						"Set its 'keystore', which holds the private key; a 'truststore' does not.");
			}
			String alias = alias(keyStore, bundle.getKey().getAlias());
			PrivateKey key = privateKey(keyStore, alias, bundle);
			String source = "%s (bundle '%s', alias '%s')".formatted(this.property, this.name, alias);
			X509Certificate certificate = (keyStore.getCertificate(alias) instanceof X509Certificate x509) ? x509
					: null;
			if (certificate != null && isInDevice(key)) {
				SalesforceKeyRules.check(certificate, this::failure);
				return SigningKey.of(deviceSigner(key, keyStore.getProvider()), certificate, source);
			}
			return SigningKey.of(SalesforceKeyRules.check(key, this::failure), source,
					(certificate != null) ? certificate.getNotAfter().toInstant() : null);
		}
		catch (UnrecoverableKeyException ex) {
			throw failure("holds a private key that cannot be decrypted with the password of the bundle",
					"Correct the 'key.password' of the bundle, or its 'keystore.password'.");
		}
		catch (GeneralSecurityException | IllegalStateException ex) {
			// not its message: Boot takes a PEM text without its lines for a file name
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(ex);
			throw failure(
					(cause instanceof FileNotFoundException || cause instanceof NoSuchFileException)
							? "names a file that does not exist, or holds PEM text without its BEGIN and END lines"
							: "cannot be read (" + cause.getClass().getSimpleName() + ")",
					"Correct the 'keystore' of the bundle: its location, type and password. A PEM text in "
							+ "'keystore.private-key' needs its lines '-----BEGIN PRIVATE KEY-----' and "
							+ "'-----END PRIVATE KEY-----'.");
		}
	}

	/**
	 * Whether a key stays in its device (PKCS#11): its numbers are not shown.
	 */
	private static boolean isInDevice(PrivateKey key) {
		return key.getAlgorithm().equals("RSA") && !(key instanceof RSAPrivateCrtKey);
	}

	private static JWSSigner deviceSigner(PrivateKey key, Provider provider) {
		RSASSASigner signer = new RSASSASigner(key);
		if (provider.getService("Signature", "SHA256withRSA") != null) {
			signer.getJCAContext().setProvider(provider);
		}
		return signer;
	}

	private String alias(KeyStore keyStore, @Nullable String alias) throws KeyStoreException {
		List<String> keys = new ArrayList<>();
		for (String candidate : Collections.list(keyStore.aliases())) {
			if (keyStore.isKeyEntry(candidate)) {
				keys.add(candidate);
			}
		}
		if (keys.isEmpty()) {
			throw failure("holds no private key",
					"Put the private key into the 'keystore' of the bundle, together with its certificate.");
		}
		if (StringUtils.hasLength(alias)) {
			if (!keyStore.isKeyEntry(alias)) {
				throw failure("holds no private key with the alias '" + alias + "'", setAlias(keys));
			}
			return alias;
		}
		if (keys.size() > 1) {
			throw failure("holds several private keys, and none is selected", setAlias(keys));
		}
		return keys.get(0);
	}

	private static String setAlias(List<String> keys) {
		return "Set the 'key.alias' of the bundle to one of '" + String.join("', '", keys) + "'.";
	}

	private PrivateKey privateKey(KeyStore keyStore, String alias, SslBundle bundle) throws GeneralSecurityException {
		String password = bundle.getKey().getPassword();
		if (password == null) {
			password = bundle.getStores().getKeyStorePassword();
		}
		Key key = keyStore.getKey(alias, (password != null) ? password.toCharArray() : null);
		if (key instanceof PrivateKey privateKey) {
			return privateKey;
		}
		throw failure("holds a secret key with the alias '" + alias + "', not a private key",
				"Set the 'key.alias' of the bundle to that of an RSA private key.");
	}

	private InvalidSalesforceConfigurationException failure(String found, String remedy) {
		return new InvalidSalesforceConfigurationException(this.property, "the SSL bundle '" + this.name + "' " + found,
				remedy);
	}

}
