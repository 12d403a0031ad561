package io.github.salesforcejwt.autoconfigure.keys;

import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.function.BiFunction;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;

/**
 * What Salesforce asks of a key, however it came in: RSA for {@code RS256}, of 2048 bits
 * or more.
 */
final class SalesforceKeyRules {

	static final String CREATE = "Create an RSA key with its certificate, and upload the certificate to the app in "
			+ "Salesforce: openssl req -x509 -newkey rsa:2048 -sha256 -nodes -days 730 -subj \"/CN=salesforce-jwt\" "
			+ "-keyout private-key.pem -out certificate.pem";

	private static final int MIN_BITS = 2048;

	private SalesforceKeyRules() {
	}

	/**
	 * Check a private key.
	 * @param key the key
	 * @param failure makes the exception, from a verb with its object and the remedy
	 * @return the key as RSA key
	 */
	static RSAPrivateCrtKey check(PrivateKey key,
			BiFunction<String, String, InvalidSalesforceConfigurationException> failure) {
		if (!key.getAlgorithm().equals("RSA")) {
			throw notRsa(key.getAlgorithm(), failure);
		}
		if (!(key instanceof RSAPrivateCrtKey rsa)) {
			throw failure.apply("holds an RSA key without its public exponent, such as one of a hardware module",
					"Use a key that lies in a PEM file, or in a JKS or PKCS#12 key store.");
		}
		int bits = rsa.getModulus().bitLength();
		if (bits < MIN_BITS) {
			throw failure.apply(
					"holds an RSA key of " + bits + " bits, and " + MIN_BITS + " are the least that is safe", CREATE);
		}
		return rsa;
	}

	static InvalidSalesforceConfigurationException notRsa(String algorithm,
			BiFunction<String, String, InvalidSalesforceConfigurationException> failure) {
		return failure.apply("holds a key of the kind " + algorithm + ", and Salesforce takes RSA (RS256) only",
				CREATE);
	}

}
