package io.github.salesforcejwt;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TokenLifetime}.
 */
class TokenLifetimeTests {

	private static final Duration CONFIGURED = Duration.ofMinutes(30);

	private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

	@ParameterizedTest
	@CsvSource({ "1, 1800", "0, 1800", "2, 2", "600, 600", "1800, 1800", "7200, 1800" })
	void expiresInIsUsedIfItIsLongerThanASecondAndShorterThanConfigured(long expiresIn, long expected) {
		OAuth2AccessToken token = new OAuth2AccessToken(TokenType.BEARER, "opaque", NOW,
				NOW.plusSeconds(expiresIn).plusMillis((expiresIn == 0) ? 1 : 0));
		assertThat(TokenLifetime.of(token, CONFIGURED)).isEqualTo(Duration.ofSeconds(expected));
	}

	@ParameterizedTest
	@CsvSource({ "-1, 1800", "0, 1800", "1, 1800", "2, 2", "60, 60", "900, 900", "7200, 1800" })
	void lifetimeOfAJwtIsTheDifferenceOfItsTimesWhateverTheClock(long seconds, long expected) throws Exception {
		Instant issuedAt = Instant.parse("1999-12-31T23:59:59Z");
		assertThat(TokenLifetime.of(token(jwt(issuedAt, issuedAt.plusSeconds(seconds))), CONFIGURED))
			.isEqualTo(Duration.ofSeconds(expected));
	}

	@Test
	void shorterOfTwoReportedLifetimesIsUsed() throws Exception {
		String jwt = jwt(NOW, NOW.plusSeconds(300));
		assertThat(
				TokenLifetime.of(new OAuth2AccessToken(TokenType.BEARER, jwt, NOW, NOW.plusSeconds(200)), CONFIGURED))
			.isEqualTo(Duration.ofSeconds(200));
		assertThat(
				TokenLifetime.of(new OAuth2AccessToken(TokenType.BEARER, jwt, NOW, NOW.plusSeconds(400)), CONFIGURED))
			.isEqualTo(Duration.ofSeconds(300));
	}

	@Test
	void jwtWithoutItsTimesSaysNothing() throws Exception {
		assertThat(TokenLifetime.of(token(jwt(null, NOW)), CONFIGURED)).isEqualTo(CONFIGURED);
		assertThat(TokenLifetime.of(token(jwt(NOW, null)), CONFIGURED)).isEqualTo(CONFIGURED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "00D5g000008fXyZ!AQEAQ.x_y", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "e30.e30.e30",
			"eyJhbGciOiJIUzI1NiJ9.eyJleHAiOiJuZXZlciIsImlhdCI6MX0.c2ln" })
	void anyOtherTokenSaysNothing(String value) {
		assertThat(TokenLifetime.of(token(value), CONFIGURED)).isEqualTo(CONFIGURED);
	}

	private static OAuth2AccessToken token(String value) {
		return new OAuth2AccessToken(TokenType.BEARER, value, NOW, NOW.plusSeconds(1));
	}

	private static String jwt(Instant issuedAt, Instant expiresAt) throws Exception {
		JWTClaimsSet claims = new JWTClaimsSet.Builder().issueTime((issuedAt != null) ? Date.from(issuedAt) : null)
			.expirationTime((expiresAt != null) ? Date.from(expiresAt) : null)
			.build();
		SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
		jwt.sign(new MACSigner(new byte[32]));
		return jwt.serialize();
	}

}
