package io.github.salesforcejwt;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.InputStream;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.github.salesforcejwt.SalesforceSessionEvent.SigningKeyRefused;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.MediaType;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SalesforceLogin} and {@link LoginRetries}, as a session uses them.
 */
class SalesforceLoginTests {

	private static final SalesforceRetryPolicy POLICY = new SalesforceRetryPolicy(3, Duration.ofMillis(500),
			Duration.ofSeconds(8), Duration.ofSeconds(30));

	private final SigningKey oldKey = TestKey.RSA_2048.signingKey("old");

	private final SigningKey newKey = TestKey.RSA_3072.signingKey("new");

	private final MutableClock clock = new MutableClock();

	private final FakeTokenEndpoint endpoint = new FakeTokenEndpoint(this.clock);

	private SigningKeys keys = SigningKeys.of(this.oldKey);

	@ParameterizedTest
	@ValueSource(ints = { 429, 500, 502, 503 })
	void loginIsRetriedWithBackOffWhenTheEndpointIsInTrouble(int status) {
		answer(FakeTokenEndpoint.json(status, "<html>"),
				FakeTokenEndpoint.error(status, "invalid_grant", "inactive user"), FakeTokenEndpoint.token("third"));
		assertThat(session().accessToken().getTokenValue()).isEqualTo("third");
		assertThat(this.endpoint.times).hasSize(3);
	}

	@Test
	void loginIsRetriedWhenThereIsNoConnection() {
		this.endpoint.answer = () -> {
			if (this.endpoint.times.size() < 3) {
				throw new IOException("Connection refused");
			}
			return FakeTokenEndpoint.token("third");
		};
		assertThat(session().accessToken().getTokenValue()).isEqualTo("third");
	}

	@Test
	void hostWhoseNameDoesNotResolveIsNamed() {
		this.endpoint.answer = () -> {
			throw new UnknownHostException("acme");
		};
		assertThat(assertLoginFails(session(), SalesforceLoginError.UNKNOWN_HOST))
			.hasMessageContaining("the name 'acme.my.salesforce.com' does not resolve");
	}

	@Test
	void loginIsRetriedWhenTheErrorIsUnknown() {
		answer(FakeTokenEndpoint.error(400, "unknown_error", "retry your request"), FakeTokenEndpoint.token("second"));
		assertThat(session().accessToken().getTokenValue()).isEqualTo("second");
	}

	@Test
	void loginThatIsToldWhenToComeBackDoesNotComeBefore() {
		MockClientHttpResponse busy = FakeTokenEndpoint.json(429, "");
		busy.getHeaders().set("Retry-After", "12");
		answer(busy, FakeTokenEndpoint.token("second"));
		long start = this.clock.millis();
		session().accessToken();
		assertThat(this.endpoint.times.get(1) - start).isBetween(12_000L, 12_500L);
	}

	@ParameterizedTest
	@ValueSource(strings = { "31", "600", "86400", "9999999999" })
	void loginThatIsToldToComeBackMuchLaterStaysAwayForThirtySeconds(String retryAfter) {
		MockClientHttpResponse busy = FakeTokenEndpoint.json(503, "");
		busy.getHeaders().set("Retry-After", retryAfter);
		answer(busy, FakeTokenEndpoint.token("second"));
		SalesforceSession session = session();
		assertLoginFails(session, SalesforceLoginError.UNAVAILABLE);
		this.clock.advance(Duration.ofSeconds(30).minusMillis(1));
		assertLoginFails(session, SalesforceLoginError.UNAVAILABLE);
		assertThat(this.endpoint.times).hasSize(1);
		this.clock.advance(Duration.ofMillis(1));
		assertThat(session.accessToken().getTokenValue()).isEqualTo("second");
	}

	@ParameterizedTest
	@CsvSource({ "200, UNREADABLE", "400, UNREADABLE", "503, UNAVAILABLE" })
	@Timeout(20)
	void loginEndsWhenItsAnswerDoesNot(int status, SalesforceLoginError error) {
		this.endpoint.answer = () -> {
			MockClientHttpResponse endless = new MockClientHttpResponse(new InputStream() {

				@Override
				public int read() {
					return ' ';
				}

			}, status);
			endless.getHeaders().setContentType(MediaType.APPLICATION_JSON);
			return endless;
		};
		assertLoginFails(session(), error);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			200 | text/html        | <html>Please sign in</html>                  | UNREADABLE
			200 | application/json | ''                                           | UNREADABLE
			200 | application/json | {}                                           | UNREADABLE
			200 | application/json | {"access_token":                             | UNREADABLE
			302 | text/html        | ''                                           | REDIRECTED
			307 | text/html        | ''                                           | REDIRECTED
			403 | text/html        | <html>Blocked by policy</html>               | UNREADABLE
			403 | application/json | {"error":"Forbidden","path":"/services"}     | UNREADABLE
			407 | text/html        | ''                                           | UNREADABLE
			404 | application/json | {"error":"Not Found"}                        | NOT_TOKEN_ENDPOINT
			405 | text/html        | ''                                           | NOT_TOKEN_ENDPOINT
			""")
	void answerOfSomethingElseThanSalesforceIsRetriedAndRememberedForThirtySecondsAtMost(int status, String contentType,
			String body, SalesforceLoginError error) {
		this.endpoint.answer = () -> {
			MockClientHttpResponse answer = FakeTokenEndpoint.json(status, body);
			answer.getHeaders().set("Content-Type", contentType);
			return answer;
		};
		SalesforceSession session = session();
		for (int i = 0; i < 8; i++) {
			int before = this.endpoint.times.size();
			assertThat(assertLoginFails(session, error).isTransient()).isTrue();
			assertThat(this.endpoint.times).hasSize(before + 4);
			this.clock.advance(Duration.ofSeconds(30));
		}
		this.endpoint.answer = () -> FakeTokenEndpoint.token("healed");
		assertThat(session.accessToken().getTokenValue()).isEqualTo("healed");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a\\rb", "a\\nb", "a\\u0000b", "a b", "\\tab", "a\\u00e9b", "a\\u007fb", "a\\ud83d\\ude00b" })
	void loginThatBringsATokenThatNoHeaderCanCarryFailsAndIsRetried(String token) {
		answer(FakeTokenEndpoint.token(token), FakeTokenEndpoint.token("00D!second"));
		assertThat(session().accessToken().getTokenValue()).isEqualTo("00D!second");
		this.endpoint.answer = () -> FakeTokenEndpoint.token(token);
		assertThat(assertLoginFails(session(), SalesforceLoginError.UNREADABLE))
			.hasMessageContaining("failed: an answer with a token that no header can carry. ");
	}

	@Test
	void loginFailsAfterTheAttemptsOfThePolicyWhenTheTroubleLasts() {
		this.endpoint.answer = () -> FakeTokenEndpoint.json(503, "");
		assertLoginFails(session(), SalesforceLoginError.UNAVAILABLE);
		assertThat(this.endpoint.times).hasSize(4);
	}

	@Test
	void refusedLoginIsNotRetried() {
		this.endpoint.answer = () -> FakeTokenEndpoint.error(400, "invalid_grant", "inactive user");
		assertLoginFails(session(), SalesforceLoginError.INACTIVE_USER);
		assertThat(this.endpoint.times).hasSize(1);
	}

	@Test
	void eachCallerOfARememberedRefusalGetsItsOwnExceptionThatSaysItOnce() {
		this.endpoint.answer = () -> FakeTokenEndpoint.error(400, "invalid_grant", "inactive user");
		SalesforceSession session = session();
		SalesforceLoginException first = assertLoginFails(session, SalesforceLoginError.INACTIVE_USER);
		SalesforceLoginException second = assertLoginFails(session, SalesforceLoginError.INACTIVE_USER);
		assertThat(second).isNotSameAs(first).hasMessage(first.getMessage());
		assertThat(stackTrace(second)).containsOnlyOnce("inactive user");
		assertThat(this.endpoint.times).hasSize(1);
	}

	@Test
	void formOfALoginHoldsTheAssertionAloneWithoutScopeAndClientId() {
		session().accessToken();
		assertThat(this.endpoint.bodies.get(0)).matches(
				"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=[\\w-]+\\.[\\w-]+\\.[\\w-]+");
	}

	@Test
	void previousKeyIsTriedOnceWhenTheNewestIsRefused() {
		this.keys = () -> List.of(this.newKey, this.oldKey);
		answer(FakeTokenEndpoint.error(400, "invalid_grant", "invalid assertion"), FakeTokenEndpoint.token("by-old"));
		assertThat(session().accessToken().getTokenValue()).isEqualTo("by-old");
		assertThat(this.endpoint.bodies.get(0)).isNotEqualTo(this.endpoint.bodies.get(1));
	}

	@Test
	void failureIsThatOfTheNewestKeyWhenBothAreRefused() {
		this.keys = () -> List.of(this.newKey, this.oldKey);
		this.endpoint.answer = () -> FakeTokenEndpoint.error(400, "invalid_grant", "invalid assertion");
		assertThat(assertLoginFails(session(), SalesforceLoginError.INVALID_ASSERTION))
			.hasMessageContaining(this.newKey.getFingerprint());
		assertThat(this.endpoint.times).hasSize(2);
	}

	@Test
	void failureIsThatOfThePreviousKeyWhenItFailsOtherwise() {
		this.keys = () -> List.of(this.newKey, this.oldKey);
		answer(FakeTokenEndpoint.error(400, "invalid_grant", "invalid assertion"),
				FakeTokenEndpoint.error(400, "invalid_grant", "inactive user"));
		assertThat(assertLoginFails(session(), SalesforceLoginError.INACTIVE_USER))
			.hasMessageContaining(this.oldKey.getFingerprint());
	}

	@Test
	void previousKeyIsNotTriedWhenTheNewestIsRefusedForAnotherReason() {
		this.keys = () -> List.of(this.newKey, this.oldKey);
		this.endpoint.answer = () -> FakeTokenEndpoint.error(400, "invalid_grant", "inactive user");
		assertLoginFails(session(), SalesforceLoginError.INACTIVE_USER);
		assertThat(this.endpoint.times).hasSize(1);
	}

	@Test
	void refusalIsForgottenWhenTheKeyHasChanged() {
		SigningKey[] current = { this.oldKey };
		this.keys = () -> List.of(current[0]);
		answer(FakeTokenEndpoint.error(400, "invalid_grant", "invalid assertion"), FakeTokenEndpoint.token("by-new"));
		SalesforceSession session = session();
		assertLoginFails(session, SalesforceLoginError.INVALID_ASSERTION);
		this.clock.advance(Duration.ofSeconds(1));
		assertLoginFails(session, SalesforceLoginError.INVALID_ASSERTION);
		current[0] = this.newKey;
		assertLoginFails(session, SalesforceLoginError.INVALID_ASSERTION);
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(session.accessToken().getTokenValue()).isEqualTo("by-new");
	}

	@Test
	void failureToReadTheKeyIsForgottenWhenItCanBeRead() {
		boolean[] readable = { false };
		this.keys = () -> {
			if (!readable[0]) {
				throw new IllegalStateException("no such file");
			}
			return List.of(this.oldKey);
		};
		SalesforceSession session = session();
		assertLoginFails(session, SalesforceLoginError.LOCAL_FAILURE);
		readable[0] = true;
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-1");
	}

	@Test
	void statusAndOneEventTellThatThePreviousKeySigns() {
		this.keys = () -> List.of(this.newKey, this.oldKey);
		List<SigningKeyRefused> events = new ArrayList<>();
		SalesforceSession session = session(this.clock::sleep, (event) -> {
			if (event instanceof SigningKeyRefused refused) {
				events.add(refused);
			}
		});
		for (int i = 0; i < 2; i++) {
			answer(FakeTokenEndpoint.error(400, "invalid_grant", "invalid assertion"),
					FakeTokenEndpoint.token("by-old"));
			session.renew().join();
			assertThat(session.getStatus().signingKey()).isSameAs(this.oldKey);
			assertThat(session.getStatus().refusedSigningKey()).isSameAs(this.newKey);
		}
		assertThat(events).hasSize(1);
		assertThat(events).first().satisfies((event) -> {
			assertThat(event.refused()).isSameAs(this.newKey);
			assertThat(event.used()).isSameAs(this.oldKey);
		});
		answer(FakeTokenEndpoint.token("by-new"));
		session.renew().join();
		assertThat(session.getStatus().signingKey()).isSameAs(this.newKey);
		assertThat(session.getStatus().refusedSigningKey()).isNull();
	}

	@Test
	void keyThatSignsIsNotThatOfALoginThatFailed() {
		SalesforceSession session = session();
		this.keys = () -> List.of(this.newKey, this.oldKey);
		this.endpoint.answer = () -> FakeTokenEndpoint.error(400, "invalid_grant", "invalid assertion");
		assertLoginFails(session, SalesforceLoginError.INVALID_ASSERTION);
		assertThat(session.getStatus().signingKey()).isSameAs(this.oldKey);
	}

	@Test
	void statusTellsTheKeyOfTheNextLoginAndThenOfTheLast() {
		SalesforceSession session = session();
		assertThat(session.getStatus().signingKey()).isSameAs(this.oldKey);
		this.keys = () -> List.of(this.newKey, this.oldKey);
		session.accessToken();
		assertThat(session.getStatus().signingKey()).isSameAs(this.newKey);
	}

	@Test
	void loginIsRetriedWhenTheDeviceOfTheKeyDoesNotSign() {
		AtomicInteger failures = new AtomicInteger(2);
		this.keys = SigningKeys.of(SigningKey.of(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				if (failures.getAndDecrement() > 0) {
					throw new JOSEException("throttled");
				}
				return super.sign(header, signingInput);
			}

		}, TestSigner.CERTIFICATE, "KMS"));
		SalesforceSession session = session();
		assertThat(session.accessToken().getTokenValue()).isEqualTo("token-1");
		assertThat(session.getStatus().signingKey()).isEqualTo(this.oldKey);
		failures.set(Integer.MAX_VALUE);
		assertThat(session.renew()).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.withMessage("The login to the Salesforce org 'acme' failed: KMS fails with JOSEException 'throttled'. "
					+ SalesforceLoginError.NOT_SIGNED.getMeaning() + " What to do: "
					+ SalesforceLoginError.NOT_SIGNED.getRemedy());
		assertThat(this.endpoint.times).hasSize(1);
	}

	@Test
	void tokenIsUsedPastItsLifetimeWhileTheDeviceOfTheKeyIsDown() {
		AtomicInteger asked = new AtomicInteger();
		this.keys = SigningKeys.of(SigningKey.of(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				if (asked.incrementAndGet() > 1) {
					throw new JOSEException("down");
				}
				return super.sign(header, signingInput);
			}

		}, TestSigner.CERTIFICATE, "HSM"));
		SalesforceSession session = session();
		SalesforceAccessToken token = session.accessToken();
		this.clock.advance(Duration.ofHours(3));
		assertThat(session.accessToken()).isSameAs(token);
		assertThat(asked).hasValueGreaterThan(1);
		assertThat(this.endpoint.times).hasSize(1);
	}

	@Test
	void renewForgetsARememberedRefusal() {
		answer(FakeTokenEndpoint.error(400, "invalid_grant", "inactive user"), FakeTokenEndpoint.token("second"));
		SalesforceSession session = session();
		assertLoginFails(session, SalesforceLoginError.INACTIVE_USER);
		assertThat(session.renew().join().getTokenValue()).isEqualTo("second");
	}

	@Test
	void renewSaysThatTheBudgetIsExhaustedAndLogsInOnceThereIsMore() {
		SalesforceSession session = session();
		for (int i = 0; i < LoginBudget.AT_ONCE; i++) {
			session.renew().join();
		}
		assertThat(session.renew()).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.withMessageStartingWith(
					"The login to the Salesforce org 'acme' was not made. This application has logged in");
		assertThat(this.endpoint.times).hasSize(LoginBudget.AT_ONCE);
		this.clock.advance(Duration.ofSeconds(7));
		assertThat(session.renew().join().getTokenValue()).isEqualTo("token-61");
	}

	@Test
	void invalidatedTokenIsKeptWhileTheBudgetIsExhausted() {
		SalesforceSession session = session();
		for (int i = 1; i < LoginBudget.AT_ONCE; i++) {
			assertThat(session.invalidate(session.accessToken())).isTrue();
		}
		SalesforceAccessToken token = session.accessToken();
		assertThat(session.invalidate(token)).isFalse();
		assertThat(session.accessToken()).isSameAs(token);
		this.clock.advance(Duration.ofSeconds(7));
		assertThat(session.invalidate(token)).isTrue();
	}

	@Test
	void foreignInstanceUrlIsRefusedWithTheRemedy() {
		this.endpoint.answer = () -> FakeTokenEndpoint.token("leak", "https://my.salesforce.com.evil.example");
		assertThat(assertLoginFails(session(), SalesforceLoginError.UNTRUSTED_INSTANCE_URL))
			.hasMessageContainingAll("https://my.salesforce.com.evil.example", "'allowed-hosts'")
			.satisfies((ex) -> assertThat(ex.getMessage()).containsOnlyOnce("'allowed-hosts'")
				.containsOnlyOnce("not a host of Salesforce"));
		assertThat(this.endpoint.times).hasSize(1);
	}

	@Test
	void answerWithoutInstanceUrlFailsAndNamesThePropertyThatHelps() {
		this.endpoint.answer = () -> FakeTokenEndpoint.json(200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\"}");
		assertThat(assertLoginFails(session(), SalesforceLoginError.MISSING_INSTANCE_URL))
			.hasMessageContaining("no 'instance_url'")
			.hasMessageContaining("Set 'instance-url' to");
	}

	@Test
	void loginGivesUpWhenItsThreadIsInterrupted() {
		this.endpoint.answer = () -> FakeTokenEndpoint.json(503, "");
		SalesforceSession session = session((duration) -> {
			throw new InterruptedException();
		});
		assertLoginFails(session, SalesforceLoginError.UNAVAILABLE);
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.endpoint.times).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a\\nb", "a\u007f", "ä" })
	void tokenThatIsNoHeaderValueIsNotUsed(String token) {
		this.endpoint.answer = () -> FakeTokenEndpoint.token(token);
		assertLoginFails(session(), SalesforceLoginError.UNREADABLE);
	}

	@Test
	void tokenMayHoldAnyPrintableCharacter() {
		answer(FakeTokenEndpoint.token("!a~"));
		assertThat(session().accessToken().getTokenValue()).isEqualTo("!a~");
	}

	@Test
	void clockIsComparedWithThatOfARefusal() {
		MockClientHttpResponse refusal = FakeTokenEndpoint.error(400, "invalid_grant", "inactive user");
		refusal.getHeaders().setDate(this.clock.instant().minusSeconds(50));
		answer(refusal);
		SalesforceSession session = session();
		assertLoginFails(session, SalesforceLoginError.INACTIVE_USER);
		assertThat(session.getStatus().clockDifference().ahead()).isEqualTo(Duration.ofSeconds(50));
	}

	@Test
	void loginWhoseThreadIsInterruptedWhileItWaitsForTheAnswerFails() {
		AtomicInteger tasks = new AtomicInteger();
		SalesforceSession session = builder(this.clock::sleep).login(null, (task) -> {
			if (tasks.getAndIncrement() == 0) {
				task.run();
			}
			else {
				Thread.currentThread().interrupt();
			}
		}).build();
		CompletableFuture<SalesforceAccessToken> login = session.accessTokenAsync();
		assertThat(Thread.interrupted()).isTrue();
		assertThatExceptionOfType(CompletionException.class).isThrownBy(login::join)
			.havingCause()
			.isInstanceOf(SalesforceLoginException.class)
			.withMessageContaining("nterrupted");
	}

	private static String stackTrace(Throwable ex) {
		StringWriter text = new StringWriter();
		ex.printStackTrace(new PrintWriter(text));
		return text.toString();
	}

	private SalesforceLoginException assertLoginFails(SalesforceSession session, SalesforceLoginError error) {
		SalesforceLoginException[] thrown = new SalesforceLoginException[1];
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken).satisfies((ex) -> {
			assertThat(ex.getLoginError()).isEqualTo(error);
			thrown[0] = ex;
		});
		return thrown[0];
	}

	private void answer(MockClientHttpResponse... responses) {
		Deque<MockClientHttpResponse> answers = new ArrayDeque<>(Arrays.asList(responses));
		this.endpoint.answer = answers::remove;
	}

	private SalesforceSession session() {
		return session(this.clock::sleep);
	}

	private SalesforceSession session(Sleeper sleeper, SalesforceSessionListener... listeners) {
		SalesforceSession.Builder session = builder(sleeper);
		for (SalesforceSessionListener listener : listeners) {
			session.listener(listener);
		}
		return session.build();
	}

	private SalesforceSession.Builder builder(Sleeper sleeper) {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.username("erp@acme.example")
			.loginUrl(URI.create("https://acme.my.salesforce.com"))
			.build();
		return SalesforceSession.withRegistration(registration)
			.signingKeys(() -> this.keys.current())
			.tokenClient(new SalesforceTokenClient(this.endpoint, ObservationRegistry.NOOP))
			.login(null, Runnable::run)
			.loginRetry(POLICY)
			.clock(this.clock)
			.time(this.clock::elapsed, sleeper);
	}

}
