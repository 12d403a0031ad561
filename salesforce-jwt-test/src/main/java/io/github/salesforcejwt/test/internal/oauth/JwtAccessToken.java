package io.github.salesforcejwt.test.internal.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.common.Json;
import io.github.salesforcejwt.test.internal.org.Ids;
import io.github.salesforcejwt.test.internal.org.Keys;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.User;

/**
 * Access tokens that are JWTs, with the claims that Salesforce gives them. Each login
 * gets a new one.
 */
final class JwtAccessToken {

	private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

	private JwtAccessToken() {
	}

	static String create(Org org, User user, String scope, String issuer, Instant now, Duration lifetime) {
		Map<String, Object> header = new LinkedHashMap<>();
		header.put("tnk", "core/prod/" + org.orgId());
		header.put("ver", "1.0");
		header.put("kid", keyId(org));
		header.put("tty", "sfdc-core-token");
		header.put("typ", "JWT");
		header.put("alg", "RS256");
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("scp", scope);
		claims.put("aud", List.of(issuer));
		claims.put("sub", "uid:" + user.id());
		claims.put("nbf", now.getEpochSecond());
		claims.put("mty", "oauth");
		claims.put("sfi", Ids.random(32));
		claims.put("roles", List.of());
		claims.put("iss", issuer);
		claims.put("hsc", false);
		claims.put("exp", now.plus(lifetime).getEpochSecond());
		claims.put("iat", now.getEpochSecond());
		claims.put("client_id", org.app().clientId());
		return sign(encode(header) + "." + encode(claims), keys(org));
	}

	/** The public key that the tokens of an org are signed with, as a JSON web key. */
	static Map<String, Object> publicKey(Org org) {
		RSAPublicKey key = (RSAPublicKey) keys(org).getPublic();
		Map<String, Object> jwk = new LinkedHashMap<>();
		jwk.put("kty", "RSA");
		jwk.put("use", "sig");
		jwk.put("alg", "RS256");
		jwk.put("kid", keyId(org));
		jwk.put("n", BASE64.encodeToString(unsigned(key.getModulus().toByteArray())));
		jwk.put("e", BASE64.encodeToString(unsigned(key.getPublicExponent().toByteArray())));
		return jwk;
	}

	private static KeyPair keys(Org org) {
		return Keys.ofOrg("access tokens of " + org.id());
	}

	private static String keyId(Org org) {
		return "CORE_ATJWT." + org.orgId();
	}

	private static byte[] unsigned(byte[] number) {
		return (number[0] == 0) ? Arrays.copyOfRange(number, 1, number.length) : number;
	}

	private static String encode(Map<String, Object> json) {
		return BASE64.encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
	}

	private static String sign(String text, KeyPair keys) {
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(keys.getPrivate());
			signature.update(text.getBytes(StandardCharsets.US_ASCII));
			return text + "." + BASE64.encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("Every Java platform has SHA256withRSA", ex);
		}
	}

}
