package io.github.salesforcejwt.autoconfigure.shared;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.salesforcejwt.PunctualSharedSessionStore;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.ScriptedServer;
import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.SharedSessionStore.Entry;
import io.micrometer.observation.ObservationRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What each {@link SharedSessionStore} does.
 */
public abstract class SharedSessionStoreContract {

	private static final Duration LONG = Duration.ofMinutes(1);

	private static final Duration SHORT = Duration.ofMillis(50);

	private final String id = "acme:" + UUID.randomUUID();

	protected abstract SharedSessionStore store();

	@Test
	void entryThatNobodyWroteHasNoValueAndNoLease() {
		Entry entry = store().read(this.id);
		assertThat(entry.value()).isNull();
		assertThat(entry.leased()).isFalse();
		assertThat(store().read(this.id).now()).isAfterOrEqualTo(entry.now());
	}

	@Test
	void valueIsPublishedByTheHolderOfTheLeaseAndEndsIt() {
		long version = store().read(this.id).version();
		assertThat(store().lease(this.id, version, "a", LONG)).isTrue();
		assertThat(store().read(this.id).leased()).isTrue();
		assertThat(store().publish(this.id, "a", "value", LONG)).isTrue();
		Entry entry = store().read(this.id);
		assertThat(entry.value()).isEqualTo("value");
		assertThat(entry.leased()).isFalse();
		assertThat(entry.version()).isNotEqualTo(version);
		assertThat(store().publish(this.id, "a", "again", LONG)).isFalse();
	}

	@Test
	void leaseIsRefusedWhileSomebodyHoldsIt() {
		long version = store().read(this.id).version();
		assertThat(store().lease(this.id, version, "a", LONG)).isTrue();
		assertThat(store().lease(this.id, version, "b", LONG)).isFalse();
		store().release(this.id, "b");
		assertThat(store().lease(this.id, version, "b", LONG)).isFalse();
		store().release(this.id, "a");
		assertThat(store().lease(this.id, version, "b", LONG)).isTrue();
	}

	@Test
	void leaseIsRefusedIfTheValueHasChangedSinceItWasRead() {
		long version = store().read(this.id).version();
		store().lease(this.id, version, "a", LONG);
		store().publish(this.id, "a", "value", LONG);
		assertThat(store().lease(this.id, version, "b", LONG)).isFalse();
		assertThat(store().lease(this.id, store().read(this.id).version(), "b", LONG)).isTrue();
	}

	@Test
	void leaseOfAHolderThatDiedEndsByItself() {
		long version = store().read(this.id).version();
		assertThat(store().lease(this.id, version, "dead", SHORT)).isTrue();
		Awaitility.await().until(() -> !store().read(this.id).leased());
		assertThat(store().lease(this.id, store().read(this.id).version(), "b", LONG)).isTrue();
		assertThat(store().publish(this.id, "dead", "late", LONG)).isFalse();
		store().release(this.id, "dead");
		assertThat(store().publish(this.id, "b", "value", LONG)).isTrue();
	}

	@Test
	void holderWhoseLeaseEndedPublishesIfNobodyTookIt() {
		assertThat(store().lease(this.id, store().read(this.id).version(), "slow", SHORT)).isTrue();
		Awaitility.await().until(() -> !store().read(this.id).leased());
		boolean kept = store().publish(this.id, "slow", "value", LONG);
		assertThat(store().read(this.id).value()).isEqualTo(kept ? "value" : null);
	}

	@Test
	void valueIsForgottenAfterItsRetention() {
		store().lease(this.id, store().read(this.id).version(), "a", LONG);
		store().publish(this.id, "a", "value", SHORT);
		Awaitility.await().until(() -> store().read(this.id).value() == null);
		assertThat(store().lease(this.id, store().read(this.id).version(), "b", LONG)).isTrue();
		assertThat(store().publish(this.id, "b", "next", LONG)).isTrue();
		assertThat(store().read(this.id).value()).isEqualTo("next");
	}

	@Test
	void longValueIsKept() {
		String value = "x".repeat(16_000);
		store().lease(this.id, store().read(this.id).version(), "a", LONG);
		assertThat(store().publish(this.id, "a", value, LONG)).isTrue();
		assertThat(store().read(this.id).value()).isEqualTo(value);
	}

	@Test
	void ofManyContendersOneGetsTheLease() throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(16);
		try {
			List<Callable<Boolean>> contenders = Stream.generate(UUID::randomUUID)
				.limit(64)
				.map((owner) -> (Callable<Boolean>) () -> store().lease(this.id, store().read(this.id).version(),
						owner.toString(), LONG))
				.toList();
			int winners = 0;
			for (Future<Boolean> contender : executor.invokeAll(contenders)) {
				winners += contender.get() ? 1 : 0;
			}
			assertThat(winners).isOne();
		}
		finally {
			executor.shutdownNow();
		}
	}

	@Test
	void replicasLogInOnceAndReplaceAnEndedSessionOnce() throws Exception {
		try (ScriptedServer server = new ScriptedServer()) {
			for (int login = 1; login <= 2; login++) {
				server.answer(200, "{\"access_token\":\"token-%d\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
					.formatted(login, server.url()), "Content-Type", "application/json");
			}
			SharedSessionStore store = new PunctualSharedSessionStore(store());
			List<SalesforceSession> replicas = Stream.generate(() -> session(server, store)).limit(40).toList();
			assertThat(tokens(replicas)).containsOnly("token-1");
			replicas.forEach((replica) -> replica.invalidate(replica.accessToken()));
			assertThat(tokens(replicas)).containsOnly("token-2");
			assertThat(server.received()).hasSize(2);
		}
	}

	private static List<String> tokens(List<SalesforceSession> replicas) throws Exception {
		ExecutorService executor = Executors.newFixedThreadPool(replicas.size());
		try {
			List<String> tokens = new ArrayList<>();
			for (Future<String> token : executor.invokeAll(replicas.stream()
				.map((replica) -> (Callable<String>) () -> replica.accessToken().getTokenValue())
				.toList())) {
				tokens.add(token.get());
			}
			return tokens;
		}
		finally {
			executor.shutdownNow();
		}
	}

	private SalesforceSession session(ScriptedServer server, SharedSessionStore store) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId(this.id)
				.loginUrl(server.url())
				.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.build())
			.tokenClient(new SalesforceTokenClient(new SimpleClientHttpRequestFactory(), ObservationRegistry.NOOP))
			.sharedSessionStore(store)
			.build();
	}

}
