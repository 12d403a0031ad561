package io.github.salesforcejwt;

import java.net.URI;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceAccessToken}.
 */
class SalesforceAccessTokenTests {

	private static final URI INSTANCE = URI.create("https://acme.my.salesforce.com");

	@Test
	void identityUrlTellsOrgAndUser() {
		SalesforceAccessToken token = token("https://login.salesforce.com/id/00D5g000008fXyZEAU/0055g00000AbCdEAAV");
		assertThat(token.getOrgId()).isEqualTo("00D5g000008fXyZEAU");
		assertThat(token.getUserId()).isEqualTo("0055g00000AbCdEAAV");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "/", "id/00D5g000008fXyZEAU", "00D5g000008fXyZEAU/0055g00000AbCdEAAV",
			"https://login.salesforce.com/user/00D5g000008fXyZEAU/0055g00000AbCdEAAV",
			"https://login.salesforce.com/id/00D5g000008fXyZEAU/0055g00000AbCdEAAV/more" })
	void anyOtherIdentityTellsNothing(@Nullable String identityUrl) {
		SalesforceAccessToken token = token(identityUrl);
		assertThat(token.getOrgId()).isNull();
		assertThat(token.getUserId()).isNull();
	}

	@Test
	void tokenIsABearerTokenThatKnowsItsInstance() {
		SalesforceAccessToken token = token(null);
		assertThat(token.getTokenType()).isEqualTo(TokenType.BEARER);
		assertThat(token.getScopes()).containsExactly("api");
		assertThat(token.getInstanceUrl()).isEqualTo(INSTANCE);
		assertThat(token.authorization()).isEqualTo("Bearer sEcReT");
	}

	@Test
	void textOfATokenHoldsAllButTheToken() {
		assertThat(token("https://login.salesforce.com/id/00D5g000008fXyZEAU/0055g00000AbCdEAAV"))
			.hasToString("SalesforceAccessToken [instanceUrl=https://acme.my.salesforce.com, "
					+ "orgId=00D5g000008fXyZEAU, userId=0055g00000AbCdEAAV, issuedAt=1970-01-01T00:00:00Z, "
					+ "expiresAt=1970-01-01T00:30:00Z]");
	}

	private static SalesforceAccessToken token(@Nullable String identityUrl) {
		return new SalesforceAccessToken("sEcReT", Instant.EPOCH, Instant.EPOCH.plusSeconds(1800), Set.of("api"),
				INSTANCE, identityUrl);
	}

}
