package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.http.HttpMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Uploads whose connection breaks, as it does when a server refuses a dead session before
 * the body has come.
 */
class BrokenUploadTests {

	private static final byte[] LARGE = new byte[3 * 1024 * 1024];

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final ScriptedExchange exchange = new ScriptedExchange();

	private final SalesforceSession session = this.test.build();

	@ParameterizedTest
	@EnumSource
	void nextUploadGoesOutAfterALogin(ScriptedClient client) {
		breakUpload(client, LARGE);
		assertThat(upload(client, LARGE)).isEqualTo(200);
		assertThat(upload(client, LARGE)).isEqualTo(200);
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]", "[Bearer token-2]");
		assertThat(this.test.logins).hasValue(2);
	}

	@ParameterizedTest
	@EnumSource
	void smallBodyGoesOutAtOnce(ScriptedClient client) {
		breakUpload(client, LARGE);
		assertThat(client.get(this.session, this.exchange, "/x")).isEqualTo(200);
		if (client == ScriptedClient.BLOCKING) {
			assertThat(upload(client, new byte[1000])).isEqualTo(200);
		}
		assertThat(this.test.logins).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource
	void connectionThatBreaksOfASmallBodySaysNothing(ScriptedClient client) {
		breakUpload(client, new byte[10_000]);
		assertThat(upload(client, LARGE)).isEqualTo(200);
		assertThat(this.test.logins).hasValue(1);
	}

	@ParameterizedTest
	@EnumSource
	void uploadsThatAlwaysBreakCostFewLogins(ScriptedClient client) {
		this.test.login = () -> {
			this.test.logins.incrementAndGet();
			return this.test.token("same");
		};
		for (int i = 0; i < 50; i++) {
			this.test.clock.advance(Duration.ofSeconds(1));
			breakUpload(client, LARGE);
		}
		assertThat(this.test.logins).hasValueLessThanOrEqualTo(8);
		assertThat(this.exchange.sent).hasSize(50);
	}

	@ParameterizedTest
	@EnumSource
	void uploadGoesOutWithTheTokenThatThereIsIfTheLoginFails(ScriptedClient client) {
		breakUpload(client, LARGE);
		this.test.login = () -> {
			throw LoginFailureTests.failure(SalesforceLoginError.UNAVAILABLE);
		};
		assertThat(upload(client, LARGE)).isEqualTo(200);
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-1]");
	}

	@ParameterizedTest
	@EnumSource
	void uploadThatIsSentAgainGoesOutAfterALogin(ScriptedClient client) {
		this.session.accessToken();
		this.exchange.answer(() -> {
			throw new IOException("Broken pipe");
		});
		assertThat(client.call(this.session, this.exchange, HttpMethod.PUT, "/x", LARGE,
				SalesforceRequestAttributes.retry(true)))
			.isEqualTo(200);
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]");
	}

	@ParameterizedTest
	@EnumSource
	void uploadWaitsForTheLoginThatShowsWhetherTheSessionLives(ScriptedClient client) {
		breakUpload(client, LARGE);
		Thread caller = Thread.currentThread();
		this.test.executor = (task) -> new Thread(() -> {
			await().until(() -> caller.getState() == Thread.State.WAITING);
			task.run();
		}).start();
		assertThat(upload(client, LARGE)).isEqualTo(200);
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]");
	}

	@ParameterizedTest
	@EnumSource
	void oneLoginShowsWhetherTheSessionLivesForAllUploadsAfterIt(ScriptedClient client) {
		SalesforceAccessToken same = this.session.accessToken();
		this.test.login = () -> {
			this.test.logins.incrementAndGet();
			return same;
		};
		breakUpload(client, LARGE);
		upload(client, LARGE);
		this.test.clock.advance(Duration.ofSeconds(10));
		upload(client, LARGE);
		assertThat(this.test.logins).hasValue(2);
	}

	private void breakUpload(ScriptedClient client, byte[] body) {
		this.exchange.answer(() -> {
			throw new IOException("Broken pipe");
		});
		assertThatThrownBy(() -> upload(client, body)).hasRootCauseMessage("Broken pipe");
	}

	private int upload(ScriptedClient client, byte[] body) {
		return client.call(this.session, this.exchange, HttpMethod.PUT, "/x", body);
	}

}
