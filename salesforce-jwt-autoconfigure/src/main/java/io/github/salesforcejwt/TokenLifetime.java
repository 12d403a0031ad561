package io.github.salesforcejwt;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.OAuth2AccessToken;

/**
 * Finds out how long a token may be used. Salesforce does not say so of an opaque token,
 * and does of one in JWT format.
 */
final class TokenLifetime {

	/**
	 * Spring Security sets a second if the answer has no {@code expires_in}.
	 */
	private static final Duration UNREPORTED = Duration.ofSeconds(1);

	private TokenLifetime() {
	}

	/**
	 * Return how long to use a token.
	 * @param token the token as Spring Security has read it
	 * @param configured the lifetime if none is reported, and the maximum otherwise
	 */
	static Duration of(OAuth2AccessToken token, Duration configured) {
		Duration lifetime = min(configured, between(token.getIssuedAt(), token.getExpiresAt()));
		return min(lifetime, ofJwt(token.getTokenValue()));
	}

	/**
	 * Read the lifetime of a token in JWT format, which is not verified: the token is
	 * Salesforce's to check. It is the difference of two times of Salesforce, so that the
	 * clocks need not agree.
	 */
	private static @Nullable Duration ofJwt(String value) {
		try {
			JWTClaimsSet claims = JWTParser.parse(value).getJWTClaimsSet();
			return (claims != null) ? between(instant(claims.getIssueTime()), instant(claims.getExpirationTime()))
					: null;
		}
		catch (ParseException | RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable Instant instant(@Nullable Date date) {
		return (date != null) ? date.toInstant() : null;
	}

	private static @Nullable Duration between(@Nullable Instant start, @Nullable Instant end) {
		return (start != null && end != null) ? Duration.between(start, end) : null;
	}

	private static Duration min(Duration lifetime, @Nullable Duration reported) {
		boolean shorter = reported != null && reported.compareTo(UNREPORTED) > 0 && reported.compareTo(lifetime) < 0;
		return (reported != null && shorter) ? reported : lifetime;
	}

}
