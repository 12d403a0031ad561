package io.github.salesforcejwt.it;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.github.salesforcejwt.SalesforceAccessToken;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionEvent.CallReplayed;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionEvent.UntrustedOriginBlocked;
import io.github.salesforcejwt.SalesforceSessionEvent.SessionReplaced;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.UntrustedOriginException;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LoggingSystemProperty;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * What an application is told of its session: application events and the log.
 */
@SpringBootTest(classes = TestApplication.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
@Import(EventIntegrationTests.Events.class)
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "logging.structured.format.console=logstash")
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class EventIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	@Autowired
	private RestClient restClient;

	@Autowired
	private SalesforceClients clients;

	@Autowired
	private SalesforceServer server;

	@Autowired
	private Events events;

	/**
	 * Boot leaves it set, and the tests that follow would log in JSON.
	 */
	@AfterAll
	static void resetLogFormat() {
		System.clearProperty(LoggingSystemProperty.CONSOLE_STRUCTURED_FORMAT.getEnvironmentVariableName());
	}

	@Test
	void loginsAndReplacedSessionsAreApplicationEvents() {
		call();
		this.server.org().endAllSessions();
		call();
		await().untilAsserted(() -> assertThat(this.events.all).extracting(Object::getClass)
			.containsExactlyInAnyOrder(LoggedIn.class, LoggedIn.class, SessionReplaced.class, CallReplayed.class));
		assertThat(this.events.all).filteredOn(LoggedIn.class::isInstance)
			.extracting((event) -> ((LoggedIn) event).reason())
			.containsExactly(LoginReason.FIRST, LoginReason.REPLACEMENT);
	}

	@Test
	void refusedOriginIsAnApplicationEvent() {
		call();
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> this.restClient.get().uri("https://elsewhere.example/").retrieve().toBodilessEntity());
		assertThat(this.events.all).filteredOn(UntrustedOriginBlocked.class::isInstance)
			.singleElement()
			.satisfies((event) -> assertThat(((UntrustedOriginBlocked) event).message()).contains("elsewhere.example"));
	}

	@Test
	void firstLoginIsOneLineWithStructuredFields(CapturedOutput output) {
		call();
		call();
		await().until(() -> output.getOut().contains("Logged in to"));
		assertThat(output.getOut().lines().filter((line) -> line.contains("SalesforceSession"))).singleElement()
			.satisfies((line) -> assertThat(line).contains("\"level\":\"INFO\"")
				.contains("\"salesforce.org\":\"salesforce\"")
				.contains("\"salesforce.event\":\"LoggedIn\"")
				.contains("\"salesforce.login.duration\":"));
	}

	@Test
	void refusalIsAnEventEachTimeAndWarnedOfOncePerChange(CapturedOutput output) {
		this.server.org().refuseLogins("invalid_grant", "user hasn't approved this consumer");
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(this::call);
		renew();
		renew();
		this.server.org().refuseLogins("invalid_grant", "ip restricted");
		renew();
		await().untilAsserted(() -> assertThat(this.events.all).hasSize(4));
		assertThat(this.events.all).extracting((event) -> ((LoginFailed) event).failure().getLoginError())
			.containsExactly(SalesforceLoginError.USER_NOT_APPROVED, SalesforceLoginError.USER_NOT_APPROVED,
					SalesforceLoginError.USER_NOT_APPROVED, SalesforceLoginError.IP_RESTRICTED);
		assertThat(this.events.all).extracting((event) -> ((LoginFailed) event).repeated())
			.containsExactly(false, true, true, false);
		await().until(() -> output.getOut().contains("IP_RESTRICTED"));
		List<String> warnings = output.getOut().lines().filter((line) -> line.contains("\"level\":\"WARN\"")).toList();
		assertThat(warnings).hasSize(2);
		assertThat(warnings.get(0)).contains("\"salesforce.login.error\":\"USER_NOT_APPROVED\"")
			.contains("Admin approved users are pre-authorized");
		this.server.org().acceptLogins();
		renew();
		await().until(() -> output.getOut().contains("after logins had failed"));
	}

	@Test
	void noSecretIsLoggedAtTrace(CapturedOutput output) {
		setLevel(Level.TRACE, Level.TRACE);
		try {
			String first = this.clients.session("salesforce").accessToken().getTokenValue();
			call();
			this.server.org().endAllSessions();
			call();
			String second = this.clients.session("salesforce").accessToken().getTokenValue();
			this.server.org().refuseLogins("invalid_grant", "user hasn't approved this consumer");
			renew();
			await()
				.untilAsserted(() -> assertThat(this.events.all).filteredOn(LoginFailed.class::isInstance).hasSize(1));
			assertThat(this.server.org().tokenRequests()).isNotEmpty()
				.allSatisfy((form) -> assertThat(output.getAll()).doesNotContain(form.get("assertion"))
					.doesNotContain(form.get("assertion").substring(form.get("assertion").lastIndexOf('.') + 1)));
			assertThat(output.getAll()).contains("TRACE").doesNotContain(first).doesNotContain(second);
			assertThat(output.getAll()).contains("Starting login").contains("Token given up");
			SalesforceOrg org = this.server.org().acceptLogins().runAs(this.server.org().username());
			assertThat(output.getAll())
				.doesNotContain(byClientCredentials(org, ClientAuthenticationMethod.CLIENT_SECRET_POST).getTokenValue())
				.doesNotContain(
						byClientCredentials(org, ClientAuthenticationMethod.CLIENT_SECRET_BASIC).getTokenValue())
				.doesNotContain(org.clientSecret());
			String key = this.server.org().privateKey().lines().skip(1).findFirst().orElseThrow();
			assertThat(output.getAll()).doesNotContain(key);
		}
		finally {
			setLevel(Level.WARN, Level.INFO);
		}
	}

	private static SalesforceAccessToken byClientCredentials(SalesforceOrg org, ClientAuthenticationMethod method) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId("credentials")
				.clientId(org.clientId())
				.loginUrl(URI.create(org.url()))
				.clientCredentials(org.clientSecret(), method)
				.build())
			.tokenClient(new SalesforceTokenClient(new JdkClientHttpRequestFactory(), ObservationRegistry.NOOP))
			.build()
			.accessToken();
	}

	private static void setLevel(Level all, Level ours) {
		((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).setLevel(all);
		((Logger) LoggerFactory.getLogger("io.github.salesforcejwt")).setLevel(ours);
	}

	private void call() {
		this.restClient.get().uri(LIMITS).retrieve().toBodilessEntity();
	}

	private void renew() {
		this.clients.session("salesforce").renew().handle((token, ex) -> token).join();
	}

	static class Events {

		private final List<SalesforceSessionEvent> all = new CopyOnWriteArrayList<>();

		@EventListener
		void onEvent(SalesforceSessionEvent event) {
			this.all.add(event);
		}

	}

}
