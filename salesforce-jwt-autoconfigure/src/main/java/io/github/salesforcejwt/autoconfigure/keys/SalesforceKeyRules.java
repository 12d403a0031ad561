package io.github.salesforcejwt.autoconfigure.keys;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
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
			throw failure.apply("holds an RSA key without its public exponent",
					"Use a key from a PEM file, or from a key store that also contains its certificate.");
		}
		checkLength(rsa.getModulus(), failure);
		if (!isConsistent(rsa)) {
			throw failure.apply("holds an RSA key whose numbers are inconsistent: it is damaged",
					"Copy the key again. 'openssl rsa -in private-key.pem -check -noout' checks a key.");
		}
		return rsa;
	}

	/**
	 * Check a key whose certificate alone is known.
	 * @param certificate the certificate
	 * @param failure makes the exception, from a verb with its object and the remedy
	 */
	static void check(X509Certificate certificate,
			BiFunction<String, String, InvalidSalesforceConfigurationException> failure) {
		if (!(certificate.getPublicKey() instanceof RSAPublicKey rsa)) {
			throw notRsa(certificate.getPublicKey().getAlgorithm(), failure);
		}
		checkLength(rsa.getModulus(), failure);
	}

	private static void checkLength(BigInteger modulus,
			BiFunction<String, String, InvalidSalesforceConfigurationException> failure) {
		int bits = modulus.bitLength();
		if (bits < MIN_BITS) {
			throw failure.apply(
					"holds an RSA key of " + bits + " bits, and at least " + MIN_BITS + " bits are required", CREATE);
		}
	}

	/**
	 * Whether the numbers of a key belong together (RFC 8017, section 3.2). One wrong
	 * character in its base64 leaves a key that can be read, and whose signatures nobody
	 * accepts.
	 */
	private static boolean isConsistent(RSAPrivateCrtKey key) {
		BigInteger p = key.getPrimeP();
		BigInteger q = key.getPrimeQ();
		if (p.compareTo(BigInteger.ONE) <= 0 || q.compareTo(BigInteger.ONE) <= 0) {
			return false;
		}
		BigInteger pMinusOne = p.subtract(BigInteger.ONE);
		BigInteger qMinusOne = q.subtract(BigInteger.ONE);
		BigInteger d = key.getPrivateExponent();
		BigInteger e = key.getPublicExponent();
		return key.getModulus().equals(p.multiply(q)) && e.testBit(0) && e.compareTo(BigInteger.ONE) > 0
				&& e.multiply(d).mod(pMinusOne).equals(BigInteger.ONE)
				&& e.multiply(d).mod(qMinusOne).equals(BigInteger.ONE)
				&& key.getPrimeExponentP().equals(d.mod(pMinusOne)) && key.getPrimeExponentQ().equals(d.mod(qMinusOne))
				&& key.getCrtCoefficient().multiply(q).mod(p).equals(BigInteger.ONE);
	}

	static InvalidSalesforceConfigurationException notRsa(String algorithm,
			BiFunction<String, String, InvalidSalesforceConfigurationException> failure) {
		return failure.apply("holds a key of the kind " + algorithm + "; Salesforce accepts only RSA (RS256)", CREATE);
	}

}
