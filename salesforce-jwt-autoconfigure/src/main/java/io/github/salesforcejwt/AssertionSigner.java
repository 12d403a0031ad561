package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Signs the assertion of a login (RFC 7523, section 3). It has no {@code jti}, since
 * Salesforce takes a repeated one for a replay, and a token request may have to be sent
 * again; and no {@code kid}, which Salesforce's own clients do not send.
 * <p>
 * Spring Security's encoder signs with keys only whose numbers it sees, and those of a
 * device are not shown.
 */
final class AssertionSigner {

	private final Clock clock;

	AssertionSigner(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Sign an assertion.
	 * @throws SigningException if the key cannot sign
	 */
	Jwt sign(SalesforceRegistration registration, SigningKey key) {
		Instant expiresAt = this.clock.instant().plus(registration.getAssertionLifetime());
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issuer(registration.getClientId())
			.subject(registration.getUsername())
			.audience(registration.getAudience())
			.expirationTime(Date.from(expiresAt))
			.build();
		byte[] input = new SignedJWT(DeviceSigner.HEADER, claims).getSigningInput();
		Base64URL signature = key.sign(input);
		return Jwt.withTokenValue(new String(input, StandardCharsets.US_ASCII) + '.' + signature)
			.headers((headers) -> headers.putAll(DeviceSigner.HEADER.toJSONObject()))
			.claims((values) -> values.putAll(claims.getClaims()))
			.expiresAt(expiresAt)
			.build();
	}

}
