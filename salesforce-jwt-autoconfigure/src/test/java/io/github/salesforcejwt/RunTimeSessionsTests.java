package io.github.salesforcejwt;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the orgs of {@link SalesforceClients} that come and go at run time.
 */
@ExtendWith(OutputCaptureExtension.class)
class RunTimeSessionsTests {

	private final MutableClock clock = new MutableClock();

	private final List<String> created = new ArrayList<>();

	private final List<String> evicted = new ArrayList<>();

	private final Map<String, UserTokens> tokens = new HashMap<>();

	private Runnable duringCreation = () -> {
	};

	private final SalesforceClients clients = new SalesforceClients(Map.of(), new Source(),
			(session) -> RestClient.create(), this.clock::elapsed);

	@Test
	void sessionIsCreatedOnceAndItsClientIsKeptWithIt() {
		SalesforceSession session = this.clients.session("a");
		RestClient client = this.clients.restClient("a");
		assertThat(this.clients.session("a")).isSameAs(session);
		assertThat(this.clients.restClient("a")).isSameAs(client);
		assertThat(this.created).containsExactly("a");
		this.clients.evict("a");
		assertThat(this.evicted).containsExactly("a");
		this.clients.evict("a");
		assertThat(this.evicted).containsExactly("a");
		assertThat(this.clients.restClient("a")).isNotSameAs(client);
		assertThat(this.clients.session("a")).isNotSameAs(session);
		assertThat(this.created).containsExactly("a", "a");
	}

	@Test
	void orgNotUsedForTheLongestTimeGivesWayWithOneWarningAndIsFoundAgainWhileItIsUsed(CapturedOutput output) {
		SalesforceSession held = use("a");
		for (String id : List.of("b", "c", "d")) {
			use(id);
		}
		assertThat(this.clients.sessions()).containsOnlyKeys("c", "d");
		assertThat(this.evicted).containsExactly("a", "b");
		assertThat(this.clients.session("a")).isSameAs(held);
		assertThat(this.tokens.get("a").loginsOf(UserTokens.OWN_USER)).isOne();
		assertThat(warnings(output)).isOne();
	}

	@Test
	void warningIsRepeatedAfterAnHour(CapturedOutput output) {
		this.clock.advance(Duration.ofMinutes(40));
		for (String id : List.of("a", "b", "c")) {
			use(id);
		}
		this.clock.advance(Duration.ofHours(1).minusSeconds(12));
		for (String id : List.of("d", "e")) {
			use(id);
		}
		this.clock.advance(Duration.ofSeconds(6).minusMillis(1));
		this.clients.session("f");
		assertThat(warnings(output)).isOne();
		this.clock.advance(Duration.ofMillis(1));
		this.clients.session("g");
		assertThat(warnings(output)).isEqualTo(2);
	}

	@Test
	void orgThatRemembersARefusalDoesNotGiveWay() {
		for (String id : List.of("a", "b")) {
			SalesforceSession session = this.clients.session(id);
			this.tokens.get(id).refused.add(UserTokens.OWN_USER);
			assertThat(session.accessTokenAsync()).isCompletedExceptionally();
		}
		assertThatIllegalStateException().isThrownBy(() -> this.clients.session("c"))
			.withMessageContaining("'c'")
			.withMessageContaining("all 2 sessions")
			.withMessageContaining("'salesforce.jwt.max-orgs'");
		this.clock.advance(Duration.ofHours(1));
		assertThat(this.clients.session("c")).isNotNull();
	}

	@Test
	void orgOneOfWhoseUsersIsRefusedDoesNotGiveWay() {
		SalesforceSession jane = this.clients.session("a", "jane@acme.example");
		this.tokens.get("a").refused.add("jane@acme.example");
		assertThat(jane.accessTokenAsync()).isCompletedExceptionally();
		for (String id : List.of("b", "c", "d")) {
			use(id);
		}
		assertThat(this.clients.sessions()).containsOnlyKeys("a", "d");
	}

	@Test
	void clientOfAnEvictedOrgIsForgotten() {
		WeakReference<RestClient> client = new WeakReference<>(this.clients.restClient("a"));
		this.clients.evict("a");
		awaitCollection(client);
	}

	@Test
	void clientOfAnOrgThatIsEvictedWhileItsSessionIsCreatedIsForgotten() {
		this.duringCreation = () -> this.clients.evict("a");
		WeakReference<RestClient> client = new WeakReference<>(this.clients.restClient("a"));
		awaitCollection(client);
	}

	@Test
	void failureToCreateASessionIsNotRemembered() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.session("unknown"))
			.withMessage("no 'unknown'");
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.restClient("unknown"));
		assertThat(this.created).containsExactly("unknown", "unknown");
		assertThat(this.clients.sessions()).isEmpty();
	}

	private static void awaitCollection(WeakReference<?> reference) {
		await().until(() -> {
			System.gc();
			return reference.get() == null;
		});
	}

	private static int warnings(CapturedOutput output) {
		return output.toString().split("Increase 'salesforce.jwt.max-orgs'", -1).length - 1;
	}

	private SalesforceSession use(String id) {
		SalesforceSession session = this.clients.session(id);
		session.accessToken();
		this.clock.advance(Duration.ofSeconds(2));
		return session;
	}

	private final class Source implements SalesforceSessionSource {

		@Override
		public SalesforceSession create(String id) {
			RunTimeSessionsTests.this.created.add(id);
			RunTimeSessionsTests.this.duringCreation.run();
			if (id.equals("unknown")) {
				throw new IllegalArgumentException("no 'unknown'");
			}
			UserTokens tokens = RunTimeSessionsTests.this.tokens.computeIfAbsent(id, (key) -> new UserTokens());
			MutableClock clock = RunTimeSessionsTests.this.clock;
			return tokens.session(id)
				.clock(clock)
				.time(clock::elapsed, clock::sleep)
				.login(null, Runnable::run)
				.loginRetry(new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
				.build();
		}

		@Override
		public void evicted(String id) {
			RunTimeSessionsTests.this.evicted.add(id);
		}

		@Override
		public int maxSessions() {
			return 2;
		}

	}

}
