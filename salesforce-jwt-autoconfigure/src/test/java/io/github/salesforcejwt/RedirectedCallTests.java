package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;

import io.github.salesforcejwt.SalesforceSessionEvent.CallReplayed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.http.HttpMethod;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls that are answered with another URL, which may be that of the instance that the
 * org has moved to.
 */
class RedirectedCallTests {

	private static final URI MOVED = URI.create("https://acme2.my.salesforce.com");

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"),
			"files.acme.example");

	private final ScriptedExchange exchange = new ScriptedExchange();

	private final SalesforceSession session = this.test.build();

	@ParameterizedTest
	@EnumSource
	void getIsSentAgainToTheInstanceThatTheOrgHasMovedTo(ScriptedClient client) {
		this.session.accessToken();
		this.test.instanceUrl = MOVED;
		redirect(301, MOVED + "/x");
		assertThat(client.get(this.session, this.exchange, "/x")).isEqualTo(200);
		assertThat(this.exchange.sent).extracting((sent) -> sent.uri().toString() + sent.token())
			.containsExactly("https://acme.my.salesforce.com/x[Bearer token-1]",
					"https://acme2.my.salesforce.com/x[Bearer token-2]");
		assertThat(this.test.events).filteredOn(CallReplayed.class::isInstance).hasSize(1);
	}

	@ParameterizedTest
	@EnumSource
	void postIsNotSentAgainAndTheNextCallGoesToTheNewInstance(ScriptedClient client) {
		this.session.accessToken();
		this.test.instanceUrl = MOVED;
		redirect(307, MOVED + "/x");
		assertThat(client.call(this.session, this.exchange, HttpMethod.POST, "/x", "text")).isEqualTo(307);
		assertThat(client.get(this.session, this.exchange, "/y")).isEqualTo(200);
		assertThat(this.exchange.sent).extracting((sent) -> sent.uri().getHost())
			.containsExactly("acme.my.salesforce.com", "acme2.my.salesforce.com");
	}

	@ParameterizedTest
	@EnumSource
	void endpointThatAlwaysRedirectsCostsFewLoginsAndItsAnswersReachTheCaller(ScriptedClient client) {
		for (boolean newToken : new boolean[] { false, true }) {
			this.test.logins.set(0);
			this.test.login = () -> {
				int login = this.test.logins.incrementAndGet();
				return this.test.token("token" + (newToken ? "-" + login : ""));
			};
			SalesforceSession session = this.test.build();
			ScriptedExchange exchange = new ScriptedExchange().byDefault((request) -> {
				this.test.clock.advance(Duration.ofMillis(50));
				MockClientHttpResponse answer = ScriptedExchange.response(302, "");
				answer.getHeaders().set("Location", "https://login.example/");
				return answer;
			});
			for (int i = 0; i < 2000; i++) {
				assertThat(client.get(session, exchange, "/x")).isEqualTo(302);
			}
			assertThat(this.test.logins).hasValueLessThanOrEqualTo(8);
		}
	}

	@ParameterizedTest
	@EnumSource
	void redirectThatSaysNothingOfTheOrgCostsNoLogin(ScriptedClient client) {
		this.session.accessToken();
		for (String location : new String[] { null, "/y", "https://acme.my.salesforce.com/y",
				"https://ACME.my.salesforce.com:443/y", "http:// broken", "" }) {
			redirect(302, location);
			assertThat(client.get(this.session, this.exchange, "/x")).isEqualTo(302);
		}
		redirect(304, MOVED + "/x");
		assertThat(client.get(this.session, this.exchange, "/x")).isEqualTo(304);
		redirect(301, MOVED + "/x");
		assertThat(client.get(this.session, this.exchange, "https://files.acme.example/x")).isEqualTo(301);
		assertThat(this.test.logins).hasValue(1);
		assertThat(this.exchange.sent).hasSize(8);
	}

	@ParameterizedTest
	@EnumSource
	void redirectReachesTheCallerAndTheTokenStaysIfTheLoginFails(ScriptedClient client) {
		SalesforceAccessToken token = this.session.accessToken();
		this.test.login = () -> {
			throw LoginFailureTests.failure(SalesforceLoginError.UNAVAILABLE);
		};
		redirect(301, MOVED + "/x");
		assertThat(client.get(this.session, this.exchange, "/x")).isEqualTo(301);
		assertThat(this.session.accessToken()).isSameAs(token);
		assertThat(client.get(this.session, this.exchange, "/x")).isEqualTo(200);
	}

	private void redirect(int status, String location) {
		this.exchange.answer(() -> {
			MockClientHttpResponse answer = ScriptedExchange.response(status, "");
			if (location != null) {
				answer.getHeaders().set("Location", location);
			}
			return answer;
		});
	}

}
