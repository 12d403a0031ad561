package io.github.salesforcejwt.autoconfigure.actuate;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.TestKey;
import io.github.salesforcejwt.autoconfigure.actuate.SalesforceEndpoint.Counts;
import io.github.salesforcejwt.autoconfigure.actuate.SalesforceEndpoint.Key;
import io.github.salesforcejwt.autoconfigure.actuate.SalesforceEndpoint.Login;
import io.github.salesforcejwt.autoconfigure.actuate.SalesforceEndpoint.OrgDescriptor;
import io.github.salesforcejwt.autoconfigure.actuate.SalesforceEndpoint.Token;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SalesforceEndpoint}.
 */
class SalesforceEndpointTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private static final URI URL = URI.create("https://acme.my.salesforce.com");

	private final TestLoginHost host = new TestLoginHost(Clock.fixed(NOW, ZoneOffset.UTC));

	private final SigningKey key = TestKey.RSA_2048.signingKey("salesforce.jwt.private-key");

	private final SalesforceSession session = SalesforceSession.withRegistration(
			SalesforceRegistration.withId("acme").clientId("3MVG9").username("erp@acme.example").loginUrl(URL).build())
		.tokenClient(new SalesforceTokenClient(this.host, ObservationRegistry.NOOP))
		.signingKeys(SigningKeys.of(this.key))
		.clock(Clock.fixed(NOW, ZoneOffset.UTC))
		.build();

	private final SalesforceEndpoint endpoint = endpoint(this.session);

	@Test
	void orgBeforeItsFirstLogin() {
		assertThat(this.endpoint.org("acme")).isEqualTo(new OrgDescriptor(URL,
				"urn:ietf:params:oauth:grant-type:jwt-bearer", "https://acme.my.salesforce.com", "3MVG9",
				"erp@acme.example", new Key("salesforce.jwt.private-key", this.key.getFingerprint(), null), null, null,
				null, new Counts(0, 0, 0, 0, 0), null, null));
		assertThat(this.host.requests).isZero();
	}

	@Test
	void orgOfClientCredentialsHasNeitherAudienceNorUserNorKey() {
		OrgDescriptor org = endpoint(this.host.builder().build()).org("acme");
		assertThat(org.grantType()).isEqualTo("client_credentials");
		assertThat(org.audience()).isNull();
		assertThat(org.username()).isNull();
		assertThat(org.key()).isNull();
	}

	@Test
	void loginIsShownWithTheAgeOfItsToken() {
		this.host.serverTime = NOW.minusSeconds(40);
		OrgDescriptor org = this.endpoint.logIn("acme");
		assertThat(org.lastLogin()).isEqualTo(new Login(NOW, Duration.ZERO));
		assertThat(org.token()).isEqualTo(new Token(NOW, Duration.ofMinutes(1), NOW.plus(Duration.ofMinutes(30)), URL));
		assertThat(org.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
		assertThat(org.clockDifference()).isEqualTo(Duration.ofSeconds(40));
		assertThat(this.endpoint.orgs().orgs()).containsExactly(Map.entry("acme", org));
	}

	@Test
	void loginThatFailsIsShownAsTheCurrentFailureUntilOneSucceeds() {
		this.host.refuse("ip restricted");
		OrgDescriptor org = this.endpoint.logIn("acme");
		assertThat(org.token()).isNull();
		assertThat(org.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
		assertThat(org.lastFailure().current()).isTrue();
		assertThat(org.lastFailure().time()).isEqualTo(NOW);
		assertThat(org.lastFailure().error()).isEqualTo(SalesforceLoginError.IP_RESTRICTED);
		assertThat(org.lastFailure().remedy()).isEqualTo(SalesforceLoginError.IP_RESTRICTED.getRemedy());
		this.host.accept();
		assertThat(this.endpoint.logIn("acme").lastFailure().current()).isFalse();
	}

	@Test
	void orgThatIsUnknownIsNotFoundAndCannotLogIn() {
		assertThat(this.endpoint.org("emea")).isNull();
		assertThatExceptionOfType(InvalidEndpointRequestException.class).isThrownBy(() -> this.endpoint.logIn("emea"))
			.withMessage("There is no Salesforce org 'emea' among [acme]");
	}

	private static SalesforceEndpoint endpoint(SalesforceSession session) {
		return new SalesforceEndpoint(
				new SalesforceClients(Map.of(session.getRegistration().getId(), session), (any) -> RestClient.create()),
				Clock.fixed(NOW.plusSeconds(60), ZoneOffset.UTC));
	}

}
