package io.github.salesforcejwt;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

/**
 * Signs the assertion of a login (RFC 7523, section 3). It has no {@code jti}, since
 * Salesforce takes a repeated one for a replay, and a token request may have to be sent
 * again; and no {@code kid}, which Salesforce's own clients do not send.
 * <p>
 * All users of an org share one, since what signs by a key is large.
 */
final class AssertionSigner {

	private static final JwsHeader HEADER = JwsHeader.with(SignatureAlgorithm.RS256).build();

	private final Clock clock;

	private final Map<SigningKey, JwtEncoder> encoders = new ConcurrentHashMap<>(1);

	AssertionSigner(Clock clock) {
		this.clock = clock;
	}

	Jwt sign(SalesforceRegistration registration, SigningKey key) {
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer(registration.getClientId())
			.subject(registration.getUsername())
			.audience(List.of(registration.getAudience()))
			.expiresAt(this.clock.instant().plus(registration.getAssertionLifetime()))
			.build();
		return encoder(key).encode(JwtEncoderParameters.from(HEADER, claims));
	}

	private JwtEncoder encoder(SigningKey key) {
		JwtEncoder encoder = this.encoders.get(key);
		if (encoder == null) {
			RSAKey jwk = new RSAKey.Builder(key.getPublicKey()).privateKey(key.getPrivateKey()).build();
			encoder = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(jwk)));
			if (this.encoders.size() > 1) {
				this.encoders.clear();
			}
			this.encoders.put(key, encoder);
		}
		return encoder;
	}

}
