package io.github.salesforcejwt;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceTokenClient} and what reads their answers.
 */
class SalesforceTokenClientTests {

	private final MutableClock clock = new MutableClock();

	private final FakeTokenEndpoint endpoint = new FakeTokenEndpoint(this.clock);

	private final SalesforceTokenClient tokenClient = new SalesforceTokenClient(this.endpoint,
			ObservationRegistry.NOOP);

	@Test
	void formOfClientCredentialsHoldsTheSecretAndNoScope() {
		session(ClientAuthenticationMethod.CLIENT_SECRET_POST).accessToken();
		assertThat(form()).containsOnly(Map.entry("grant_type", "client_credentials"), Map.entry("client_id", "3MVG9"),
				Map.entry("client_secret", "sEcReT"));
	}

	@Test
	void secretMayGoIntoTheHeader() {
		session(ClientAuthenticationMethod.CLIENT_SECRET_BASIC).accessToken();
		assertThat(form()).containsOnly(Map.entry("grant_type", "client_credentials"));
	}

	@Test
	void logOfTheFormMasksAssertionAndSecret() {
		Logger logger = (Logger) LoggerFactory.getLogger("org.springframework.web.client");
		Level level = logger.getLevel();
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.setLevel(Level.TRACE);
		logger.addAppender(appender);
		try {
			session(ClientAuthenticationMethod.CLIENT_SECRET_POST).accessToken();
			sessionWithKey().accessToken();
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(level);
		}
		String assertion = this.endpoint.bodies.get(1).replaceFirst(".*assertion=", "");
		assertThat(assertion).hasSizeGreaterThan(300);
		assertThat(appender.list).extracting(ILoggingEvent::getFormattedMessage)
			.anyMatch((line) -> line.contains("client_secret=[masked]"))
			.anyMatch((line) -> line.contains("assertion=[masked]"))
			.noneMatch((line) -> line.contains("sEcReT"))
			.noneMatch((line) -> line.contains(assertion));
	}

	@Test
	void tokenHoldsWhatTheAnswerTells() {
		this.endpoint.answer = () -> FakeTokenEndpoint.json(200, """
				{"access_token":"value","instance_url":"https://acme.my.salesforce.com/","token_type":"Bearer",
				"scope":"api id","id":"https://login.salesforce.com/id/00D5g000008fXyZEAU/0055g00000AbCdEAAV"}""");
		SalesforceAccessToken token = session(ClientAuthenticationMethod.CLIENT_SECRET_POST).accessToken();
		assertThat(token.getTokenValue()).isEqualTo("value");
		assertThat(token.getInstanceUrl()).isEqualTo(URI.create("https://acme.my.salesforce.com"));
		assertThat(token.getScopes()).containsExactly("api", "id");
		assertThat(token.getOrgId()).isEqualTo("00D5g000008fXyZEAU");
		assertThat(token.getUserId()).isEqualTo("0055g00000AbCdEAAV");
		assertThat(token.getIssuedAt()).isEqualTo(this.clock.instant());
		assertThat(token.getExpiresAt()).isEqualTo(this.clock.instant().plus(Duration.ofMinutes(30)));
	}

	@Test
	void dateOfEachAnswerTellsHowTheClocksDiffer() {
		String[] dates = { "Sun, 22 Nov 2026 02:59:20 GMT", "Sun, 22 Nov 2026 03:00:10 GMT", "yesterday" };
		this.endpoint.answer = () -> {
			MockClientHttpResponse answer = FakeTokenEndpoint.token("token-" + this.endpoint.times.size());
			answer.getHeaders().set(HttpHeaders.DATE, dates[this.endpoint.times.size() - 1]);
			return answer;
		};
		SalesforceSession session = session(ClientAuthenticationMethod.CLIENT_SECRET_POST);
		assertThat(session.getStatus().clockDifference()).isNull();
		session.accessToken();
		assertThat(session.getStatus().clockDifference()).isEqualTo(new ClockDifference(Duration.ofSeconds(40)));
		session.renew().join();
		assertThat(session.getStatus().clockDifference()).isEqualTo(new ClockDifference(Duration.ofSeconds(-10)));
		session.renew().join();
		assertThat(session.getStatus().clockDifference()).isEqualTo(new ClockDifference(Duration.ofSeconds(-10)));
	}

	private Map<String, String> form() {
		return Arrays.stream(this.endpoint.bodies.get(0).split("&"))
			.map((pair) -> pair.split("="))
			.collect(Collectors.toMap((pair) -> pair[0], (pair) -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
	}

	private SalesforceSession sessionWithKey() {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId("3MVG9")
				.username("erp@acme.example")
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.build())
			.tokenClient(this.tokenClient)
			.signingKeys(SigningKeys.of(TestKey.RSA_2048.signingKey("test")))
			.clock(this.clock)
			.build();
	}

	private SalesforceSession session(ClientAuthenticationMethod method) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId("3MVG9")
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.clientCredentials("sEcReT", method)
				.build())
			.tokenClient(this.tokenClient)
			.clock(this.clock)
			.build();
	}

}
