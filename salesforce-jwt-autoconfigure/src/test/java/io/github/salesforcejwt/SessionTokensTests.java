package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what {@link SessionTokens} says of a token, by the moment.
 */
class SessionTokensTests {

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final SalesforceSession session = this.test.build();

	private final SessionTokens tokens = this.session.tokens();

	@Test
	void tokenIsFreshUntilItsRenewalIsDue() {
		assertThat(this.tokens.fresh()).isNull();
		SalesforceAccessToken token = this.session.accessToken();
		moveTo(this.tokens.logins().state().token().renewAt() - 1);
		assertThat(this.tokens.fresh()).isSameAs(token);
		moveTo(this.tokens.logins().state().token().renewAt());
		assertThat(this.tokens.fresh()).isNull();
		assertThat(this.tokens.peek()).isSameAs(token);
	}

	@Test
	void tokenLivesUntilTheEndOfItsLifetime() {
		assertThat(this.tokens.isLive()).isFalse();
		this.session.accessToken();
		assertThat(this.tokens.isLive()).isTrue();
		moveTo(this.tokens.logins().state().token().endsAt() - 1);
		assertThat(this.tokens.isLive()).isTrue();
		moveTo(this.tokens.logins().state().token().endsAt());
		assertThat(this.tokens.isLive()).isFalse();
	}

	private void moveTo(long time) {
		this.test.clock.advance(Duration.ofMillis(time - this.test.clock.millis()));
	}

}
