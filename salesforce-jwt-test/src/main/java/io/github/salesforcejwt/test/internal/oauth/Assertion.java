package io.github.salesforcejwt.test.internal.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Map;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import org.jspecify.annotations.Nullable;

/**
 * A JWT as it arrived, read with only the classes of the JDK.
 */
final class Assertion {

	private final Map<String, Object> header;

	private final Map<String, Object> claims;

	private final String signed;

	private final byte[] signature;

	private Assertion(Map<String, Object> header, Map<String, Object> claims, String signed, byte[] signature) {
		this.header = header;
		this.claims = claims;
		this.signed = signed;
		this.signature = signature;
	}

	static Assertion parse(@Nullable String assertion) throws OAuthError {
		String[] parts = (assertion != null) ? assertion.split("\\.", -1) : new String[0];
		if (parts.length != 3) {
			throw invalid();
		}
		try {
			return new Assertion(object(parts[0]), object(parts[1]), parts[0] + "." + parts[1],
					Base64.getUrlDecoder().decode(parts[2]));
		}
		catch (IllegalArgumentException | JsonException ex) {
			throw invalid();
		}
	}

	static OAuthError invalid() {
		return new OAuthError("invalid_grant", "invalid assertion");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> object(String part) {
		String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
		Map<String, Object> object = Json.read(json, Map.class);
		if (object == null) {
			throw new IllegalArgumentException("null is no object");
		}
		return object;
	}

	void verify(RSAPublicKey publicKey) throws OAuthError {
		if (!"RS256".equals(this.header.get("alg"))) {
			throw invalid();
		}
		try {
			Signature verifier = Signature.getInstance("SHA256withRSA");
			verifier.initVerify(publicKey);
			verifier.update(this.signed.getBytes(StandardCharsets.US_ASCII));
			if (!verifier.verify(this.signature)) {
				throw invalid();
			}
		}
		catch (GeneralSecurityException ex) {
			throw invalid();
		}
	}

	@Nullable String issuer() {
		return string("iss");
	}

	/** The user: {@code prn} wins over {@code sub}, as documented. */
	@Nullable String username() {
		String principal = string("prn");
		return (principal != null) ? principal : string("sub");
	}

	/** The audience, if it is one string: Salesforce does not accept an array. */
	@Nullable String audience() {
		return string("aud");
	}

	@Nullable String id() {
		return string("jti");
	}

	/**
	 * The expiry in seconds. Milliseconds are accepted too, as a time in the far future,
	 * and so are digits in quotes: clients that send either are known to work.
	 */
	long expiry() {
		Object expiry = this.claims.get("exp");
		if (expiry instanceof String digits && digits.matches("\\d{1,18}")) {
			return Long.parseLong(digits);
		}
		return (expiry instanceof Number number) ? number.longValue() : 0;
	}

	private @Nullable String string(String claim) {
		return (this.claims.get(claim) instanceof String value) ? value : null;
	}

}
