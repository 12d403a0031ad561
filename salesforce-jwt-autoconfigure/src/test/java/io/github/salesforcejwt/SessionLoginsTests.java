package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.TokenSource.Purpose;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionLogins}, on a clock and an executor that the test moves.
 */
class SessionLoginsTests {

	private static final URI QUERY = URI.create("https://acme.my.salesforce.com/services/data/v68.0/query");

	private final MutableClock clock = new MutableClock();

	private final List<Purpose> purposes = new ArrayList<>();

	private final List<SalesforceSessionEvent> events = new ArrayList<>();

	/** What the executor has not run yet. */
	private final Queue<Runnable> tasks = new ArrayDeque<>();

	private Supplier<SalesforceAccessToken> answer = () -> token("token-" + this.purposes.size());

	private Executor executor = Runnable::run;

	private final SessionLogins logins = logins();

	private final Logger logger = (Logger) LoggerFactory.getLogger(SessionLogins.class);

	private final ListAppender<ILoggingEvent> log = new ListAppender<>();

	@BeforeEach
	void captureLog() {
		this.log.start();
		this.logger.addAppender(this.log);
		this.logger.setLevel(Level.DEBUG);
	}

	@AfterEach
	void releaseLog() {
		this.logger.setLevel(null);
		this.logger.detachAppender(this.log);
	}

	@Test
	void loginKnowsWhichTokenWasRefusedAndWhetherItWasRequested() {
		SalesforceAccessToken first = logIn();
		refuse(first);
		logIn();
		this.logins.join(true, null);
		assertThat(this.purposes).containsExactly(new Purpose(null, false), new Purpose("token-1", false),
				new Purpose(null, true));
	}

	@Test
	void reasonOfALoginIsReported() {
		refuse(logIn());
		SalesforceAccessToken second = logIn();
		this.logins.join(true, null);
		this.answer = () -> second;
		this.logins.join(true, null);
		refuse(second);
		logIn();
		assertThat(this.events).filteredOn(LoggedIn.class::isInstance)
			.extracting("reason")
			.containsExactly(LoginReason.FIRST, LoginReason.REPLACEMENT, LoginReason.RENEWAL, LoginReason.RENEWAL,
					LoginReason.CONFIRMATION);
	}

	@Test
	void decisionsAreLogged() {
		SalesforceAccessToken token = logIn();
		refuse(token);
		refuse(token);
		this.logins.join(true, null);
		assertThat(this.log.list).extracting(ILoggingEvent::getFormattedMessage)
			.containsExactly("Salesforce org 'acme': Starting login",
					"Salesforce org 'acme': Token given up: a login will show whether Salesforce has ended its session",
					"Salesforce org 'acme': Token kept, although an answer reports its session as invalid",
					"Salesforce org 'acme': Starting login (requested explicitly)");
	}

	@Test
	void successIsAwaitedWhileALoginHasConfirmedTheToken() {
		SalesforceAccessToken token = logIn();
		assertThat(this.logins.awaitsSuccess()).isFalse();
		this.answer = () -> token;
		refuse(token);
		logIn();
		assertThat(this.logins.awaitsSuccess()).isTrue();
	}

	@Test
	void loginThatFailsDoesNotCountAsTheOneThatShouldVerify() {
		SalesforceAccessToken token = logIn();
		assertThat(this.logins.mayVerify(token)).isTrue();
		failWith(SalesforceLoginError.UNAVAILABLE);
		this.logins.join(true, null);
		this.answer = () -> token;
		this.logins.join(true, null);
		refuse(token);
		assertThat(this.logins.state().token()).isNull();
	}

	@Test
	void onlyTheCurrentTokenMayBeVerifiedAndNotWhileAFailureIsRemembered() {
		SalesforceAccessToken token = logIn();
		assertThat(this.logins.mayVerify(token("other"))).isFalse();
		failWith(SalesforceLoginError.UNAVAILABLE);
		this.logins.join(true, null);
		assertThat(this.logins.mayVerify(token)).isFalse();
		this.clock.advance(Duration.ofSeconds(1));
		assertThat(this.logins.mayVerify(token)).isTrue();
	}

	@Test
	void failureIsComparedWithTheCredentialOnceByTheFirstWhoAsks() {
		failWith(SalesforceLoginError.INACTIVE_USER);
		this.logins.join(false, null);
		this.executor = this.tasks::add;
		SessionState state = this.logins.state();
		assertThat(this.logins.arePrevented(state)).isTrue();
		assertThat(this.logins.arePrevented(state)).isTrue();
		assertThat(this.tasks).hasSize(1);
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.logins.arePrevented(this.logins.state())).isFalse();
	}

	@Test
	void loginInProgressIsJoinedAndAFreshTokenIsUsed() {
		this.executor = this.tasks::add;
		CompletableFuture<SalesforceAccessToken> login = this.logins.join(false, null);
		assertThat(this.logins.join(false, null)).isSameAs(login);
		assertThat(this.logins.join(true, null)).isSameAs(login);
		this.tasks.remove().run();
		assertThat(login.join().getTokenValue()).isEqualTo("token-1");
		assertThat(logIn().getTokenValue()).isEqualTo("token-1");
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void tokenThatIsRefusedWhileItsLoginRunsIsReplacedAtOnce() {
		SalesforceAccessToken token = logIn();
		this.answer = () -> {
			if (this.purposes.size() == 2) {
				refuse(token);
				return token;
			}
			return token("replacement");
		};
		assertThat(this.logins.join(true, null).join().getTokenValue()).isEqualTo("replacement");
	}

	private SalesforceAccessToken logIn() {
		return this.logins.join(false, null).join();
	}

	private void refuse(SalesforceAccessToken token) {
		this.logins.refused(new SessionRefusal(token, QUERY, false, null));
	}

	private void failWith(SalesforceLoginError error) {
		this.answer = () -> {
			throw LoginFailureTests.failure(error);
		};
	}

	private SalesforceAccessToken token(String value) {
		return SalesforceSessionTests.token(value, this.clock);
	}

	private SessionLogins logins() {
		TokenSource source = new TokenSource() {

			@Override
			public SalesforceAccessToken get() {
				throw new UnsupportedOperationException();
			}

			@Override
			public SalesforceAccessToken get(Purpose purpose) {
				SessionLoginsTests.this.purposes.add(purpose);
				return SessionLoginsTests.this.answer.get();
			}

		};
		LoginRetries retries = new LoginRetries(
				new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO), this.clock::elapsed,
				this.clock::sleep);
		LoginRunner runner = new LoginRunner("acme", null, source, retries, (task) -> this.executor.execute(task),
				this.clock, ObservationRegistry.NOOP);
		return new SessionLogins(runner, this.clock, this.clock::elapsed,
				new SessionEvents("acme", this.clock, List.of(this.events::add)));
	}

}
