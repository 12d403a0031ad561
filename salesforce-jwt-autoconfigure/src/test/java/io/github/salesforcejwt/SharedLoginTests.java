package io.github.salesforcejwt;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.github.salesforcejwt.TokenSource.Purpose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SharedLogin}: replicas that share a store, on a clock that the test
 * moves.
 */
@ExtendWith(OutputCaptureExtension.class)
class SharedLoginTests {

	private static final Duration LIFETIME = Duration.ofMinutes(30);

	private static final Duration LEASE = Duration.ofSeconds(40);

	private final List<Long> pauses = new ArrayList<>();

	private final MutableClock clock = new MutableClock();

	private final MemorySharedSessionStore store = new MemorySharedSessionStore(this.clock);

	private final List<String> logins = new ArrayList<>();

	/** What the next login does, by the name of its replica. */
	private Function<String, SalesforceAccessToken> answer = (replica) -> token("token-" + this.logins.size());

	/** Those of the first replica. */
	private @Nullable SessionEvents events;

	/** What happens while a replica waits for another. */
	private @Nullable Runnable meanwhile;

	private final SharedLogin a = replica("a", "key");

	private final SharedLogin b = replica("b", "key");

	@Test
	void tokenOfOneReplicaIsAdoptedByTheOthers() {
		SalesforceAccessToken token = this.a.get();
		this.clock.advance(Duration.ofMinutes(10));
		SalesforceAccessToken adopted = this.b.get();
		assertThat(adopted.getTokenValue()).isEqualTo(token.getTokenValue());
		assertThat(adopted.getInstanceUrl()).isEqualTo(token.getInstanceUrl());
		assertThat(adopted.getOrgId()).isEqualTo("00D");
		assertThat(adopted.getUserId()).isEqualTo("005");
		assertThat(adopted.getIssuedAt()).isEqualTo(token.getIssuedAt());
		assertThat(adopted.getExpiresAt()).isEqualTo(token.getExpiresAt());
		assertThat(this.logins).containsExactly("a");
	}

	@Test
	void tokenThatIsDueForRenewalIsNotAdopted() {
		this.a.get();
		this.clock.advance(LIFETIME.multipliedBy(3).dividedBy(4));
		assertThat(this.b.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.logins).containsExactly("a", "b");
	}

	@Test
	void tokenOneMillisecondBeforeItsRenewalIsAdopted() {
		this.a.get();
		this.clock.advance(LIFETIME.multipliedBy(3).dividedBy(4).minusMillis(1));
		assertThat(this.b.get().getTokenValue()).isEqualTo("token-1");
	}

	@Test
	void renewalByOneReplicaIsAdoptedByTheOthers() {
		this.a.get();
		this.b.get();
		this.clock.advance(Duration.ofMinutes(23));
		assertThat(this.b.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.a.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.logins).containsExactly("a", "b");
	}

	@Test
	void renewalThatReturnsTheSameTokenIsAdoptedToo() {
		this.answer = (replica) -> token("same");
		this.a.get();
		this.b.get();
		this.clock.advance(Duration.ofMinutes(23));
		SalesforceAccessToken renewed = this.b.get();
		assertThat(this.a.get().getIssuedAt()).isEqualTo(renewed.getIssuedAt());
		assertThat(this.logins).containsExactly("a", "b");
	}

	@Test
	void tokenThatIsNoNewsIsNotAdoptedAgain() {
		this.a.get();
		assertThat(this.a.get().getTokenValue()).isEqualTo("token-2");
	}

	@Test
	void replicaWhoseTokenIsRefusedLooksForANewerOneFirst() {
		String dead = this.a.get().getTokenValue();
		this.b.get();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.a.get(new Purpose(dead, false)).getTokenValue()).isEqualTo("token-2");
		assertThat(this.b.get(new Purpose(dead, false)).getTokenValue()).isEqualTo("token-2");
		assertThat(this.logins).containsExactly("a", "a");
	}

	@Test
	void renewalBeforeTheRefusalProvesNothing() {
		this.answer = (replica) -> token("same");
		this.a.get();
		this.b.get();
		this.clock.advance(Duration.ofMinutes(1));
		this.a.get();
		this.clock.advance(Duration.ofMinutes(1));
		this.answer = (replica) -> token("new");
		assertThat(this.b.get(new Purpose("same", false)).getTokenValue()).isEqualTo("new");
	}

	@Test
	void sameTokenAgainIsSharedForAPauseThatDoubles() {
		this.answer = (replica) -> token("same");
		SharedLogin c = replica("c", "key");
		this.a.get();
		this.b.get();
		c.get();
		Purpose refused = new Purpose("same", false);
		this.clock.advance(Duration.ofMinutes(1));
		this.a.get(refused);
		this.clock.advance(Duration.ofMillis(1999));
		this.b.get(refused);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.logins).containsExactly("a", "a");
		c.get(refused);
		this.clock.advance(Duration.ofMillis(3999));
		this.a.get(refused);
		assertThat(this.logins).containsExactly("a", "a", "c");
		this.clock.advance(Duration.ofMillis(1));
		this.b.get(refused);
		assertThat(this.logins).containsExactly("a", "a", "c", "b");
	}

	@Test
	void othersWaitForTheReplicaThatHoldsTheLease() {
		long version = this.store.read("acme").version();
		this.store.lease("acme", version, "other", LEASE);
		this.meanwhile = () -> {
			this.store.release("acme", "other");
			this.a.get();
		};
		assertThat(this.b.get().getTokenValue()).isEqualTo("token-1");
		assertThat(this.logins).containsExactly("a");
	}

	@Test
	void leaseOfAReplicaThatDiedEndsByItself() {
		this.store.lease("acme", this.store.read("acme").version(), "dead", LEASE);
		long start = this.clock.millis();
		assertThat(this.a.get().getTokenValue()).isEqualTo("token-1");
		assertThat(this.clock.millis() - start).isBetween(LEASE.toMillis(), LEASE.toMillis() + 1_000);
	}

	@Test
	void storeIsAskedMoreRarelyTheLongerALoginOfAnotherReplicaTakes() {
		this.store.lease("acme", this.store.read("acme").version(), "dead", LEASE);
		this.a.get();
		assertThat(this.pauses.get(0)).isBetween(20L, 249L);
		assertThat(this.pauses).allMatch((pause) -> pause < 1_000).anyMatch((pause) -> pause > 500);
	}

	@Test
	void leaseThatNeverEndsLeavesEachReplicaToItself() {
		this.store.lease("acme", this.store.read("acme").version(), "evil", Duration.ofDays(10_000));
		long start = this.clock.millis();
		assertThat(this.a.get().getTokenValue()).isEqualTo("token-1");
		assertThat(this.clock.millis() - start).isBetween(LEASE.toMillis(), 2 * LEASE.toMillis() + 1_000);
		assertThat(this.events.status(null, null).sharedSessionFailure())
			.startsWith("The lease of an entry does not end");
	}

	@Test
	void refusalIsSharedUntilItIsForgotten() {
		this.answer = (replica) -> {
			throw refusal();
		};
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(this.a::get);
		this.clock.advance(Duration.ofMillis(4999));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(this.b::get).satisfies((ex) -> {
			assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.LOGIN_RATE_EXCEEDED);
			assertThat(ex).hasMessageContaining("Another replica of this application reports");
		});
		assertThat(this.logins).containsExactly("a");
		this.clock.advance(Duration.ofMinutes(15));
		this.answer = (replica) -> token("works");
		assertThat(this.b.get().getTokenValue()).isEqualTo("works");
	}

	@Test
	void resultIsKeptForTheLifetimeOfTheTokenButNoShorterThanAnHour() {
		this.a.get();
		this.answer = (replica) -> new SalesforceAccessToken("long", this.clock.instant(),
				this.clock.instant().plus(Duration.ofHours(2)), Set.of(), URI.create("https://acme.my.salesforce.com"),
				null);
		this.a.get();
		assertThat(this.store.retentions).containsExactly(Duration.ofHours(1), Duration.ofHours(2));
	}

	@Test
	void credentialIsThatOfTheLogin() {
		assertThat(this.a.credential()).isEqualTo("key");
	}

	@Test
	void refusalOfAnotherCredentialDoesNotCount() {
		this.answer = (replica) -> {
			throw refusal();
		};
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(this.a::get);
		this.answer = (replica) -> token("by-new-key");
		SharedLogin rotated = replica("c", "new-key", "key");
		assertThat(rotated.get().getTokenValue()).isEqualTo("by-new-key");
		assertThat(this.b.get().getTokenValue()).isEqualTo("by-new-key");
	}

	@Test
	void rotationOfTheKeyCostsNoLogin() {
		SharedLogin both = replica("both", "new-key", "key");
		SharedLogin rotated = replica("rotated", "new-key");
		this.a.get();
		assertThat(both.get().getTokenValue()).isEqualTo("token-1");
		this.clock.advance(Duration.ofMinutes(23));
		assertThat(both.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.a.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.b.get().getTokenValue()).isEqualTo("token-2");
		assertThat(rotated.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.logins).containsExactly("a", "both");
	}

	@Test
	void requestedLoginIsMadeWhateverIsShared() {
		this.a.get();
		this.clock.advance(Duration.ofMillis(1));
		assertThat(this.b.get(new Purpose(null, true)).getTokenValue()).isEqualTo("token-2");
		this.clock.advance(Duration.ofMillis(1));
		this.answer = (replica) -> {
			throw refusal();
		};
		assertThatExceptionOfType(SalesforceLoginException.class)
			.isThrownBy(() -> this.a.get(new Purpose("token-2", false)));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> this.b.get(new Purpose(null, true)));
		assertThat(this.logins).hasSize(4);
	}

	@Test
	void failureOfThisProcessIsNotShared() {
		this.answer = (replica) -> {
			throw SalesforceLoginException.budgetExhausted("acme", Duration.ofSeconds(6));
		};
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(this.a::get);
		assertThat(this.store.read("acme").leased()).isFalse();
		this.answer = (replica) -> {
			throw new IllegalStateException("no key");
		};
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.a::get);
		assertThat(this.store.read("acme").leased()).isFalse();
		this.answer = (replica) -> token("works");
		assertThat(this.b.get().getTokenValue()).isEqualTo("works");
	}

	@Test
	void storeThatIsDownLeavesEachReplicaToItselfAndSaysSoOnce(CapturedOutput output) {
		this.store.failure = new PunctualSharedSessionStore.UnavailableException("It failed",
				new IllegalArgumentException("secret"));
		assertThat(this.a.get().getTokenValue()).isEqualTo("token-1");
		assertThat(this.a.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.b.get().getTokenValue()).isEqualTo("token-3");
		assertThat(output.toString().split("cannot be used for the Salesforce org 'acme'")).hasSize(3);
		assertThat(this.events.status(null, null).sharedSessionFailure())
			.isEqualTo("It failed (java.lang.IllegalArgumentException)");
		assertThat(output).contains("java.lang.IllegalArgumentException").doesNotContain("secret");
		this.store.failure = null;
		this.a.get();
		assertThat(output).contains("can be used again");
		assertThat(this.events.status(null, null).sharedSessionFailure()).isNull();
	}

	@Test
	void storeThatFailsAfterTheLoginLosesNoToken() {
		this.answer = (replica) -> {
			this.store.failure = new PunctualSharedSessionStore.UnavailableException("It failed", null);
			return token("kept");
		};
		assertThat(this.a.get().getTokenValue()).isEqualTo("kept");
	}

	@Test
	void storeThatIsWipedCostsOneLogin() {
		this.a.get();
		this.store.wipe();
		this.b.get();
		assertThat(this.logins).containsExactly("a", "b");
	}

	@Test
	void valueThatCannotBeDecryptedCountsAsNone() {
		this.a.get();
		this.store.overwrite("garbage");
		assertThat(this.b.get().getTokenValue()).isEqualTo("token-2");
		assertThat(this.store.values().values()).noneMatch((value) -> value.contains("token-"));
	}

	@Test
	void olderValueThatIsPutBackIsNotAdopted() {
		this.a.get();
		String old = this.store.values().get("acme");
		this.b.get();
		this.clock.advance(Duration.ofMinutes(1));
		this.b.get(new Purpose("token-1", false));
		this.store.overwrite(old);
		assertThat(this.b.get(new Purpose("token-2", false)).getTokenValue()).isEqualTo("token-3");
	}

	@Test
	void tokenForAForeignHostIsNotAdopted() {
		SharedLogin evil = replica("evil",
				SalesforceRegistration.withId("acme")
					.clientId("3MVG9")
					.loginUrl(URI.create("https://evil.example"))
					.allowedHosts(Set.of("evil.example"))
					.build(),
				"key");
		this.answer = (replica) -> new SalesforceAccessToken("stolen", this.clock.instant(),
				this.clock.instant().plus(LIFETIME), Set.of(), URI.create("https://evil.example"), null);
		evil.get();
		this.answer = (replica) -> token("ours");
		assertThat(this.b.get().getTokenValue()).isEqualTo("ours");
	}

	private SalesforceLoginException refusal() {
		return SalesforceLoginException.local("acme", "invalid_grant", SalesforceLoginError.LOGIN_RATE_EXCEEDED, null);
	}

	private SalesforceAccessToken token(String value) {
		return new SalesforceAccessToken(value, this.clock.instant(), this.clock.instant().plus(LIFETIME),
				Set.of("api"), URI.create("https://acme.my.salesforce.com"), "https://login.salesforce.com/id/00D/005");
	}

	private SharedLogin replica(String name, String... keys) {
		return replica(name,
				SalesforceRegistration.withId("acme")
					.clientId("3MVG9")
					.loginUrl(URI.create("https://acme.my.salesforce.com"))
					.build(),
				keys);
	}

	private SharedLogin replica(String name, SalesforceRegistration registration, String... keys) {
		List<byte[]> secrets = List.of(keys).stream().map((key) -> key.getBytes(StandardCharsets.UTF_8)).toList();
		TokenSource login = new TokenSource() {

			@Override
			public SalesforceAccessToken get() {
				SharedLoginTests.this.logins.add(name);
				return SharedLoginTests.this.answer.apply(name);
			}

			@Override
			public String credential() {
				return keys[0];
			}

		};
		SessionEvents events = new SessionEvents("acme", this.clock, List.of());
		this.events = (this.events != null) ? this.events : events;
		return new SharedLogin(login,
				new SharedLogin.Store(this.store, "acme", LEASE,
						() -> new SharedSessionCipher(secrets, "acme", "jane")),
				new TrustedOrigins(registration), events, this.clock, this.clock::millis, (duration) -> {
					this.clock.advance(duration);
					this.pauses.add(duration.toMillis());
					Runnable meanwhile = this.meanwhile;
					this.meanwhile = null;
					if (meanwhile != null) {
						meanwhile.run();
					}
				});
	}

}
