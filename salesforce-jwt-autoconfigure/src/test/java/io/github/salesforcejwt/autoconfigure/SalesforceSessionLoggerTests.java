package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginFailed;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SalesforceSessionEvent.OrgEvicted;
import io.github.salesforcejwt.SalesforceSessionListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SalesforceSessionLogger}.
 */
class SalesforceSessionLoggerTests {

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private final Logger logger = (Logger) LoggerFactory.getLogger(SalesforceSessionListener.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	private final SalesforceSessionLogger listener = new SalesforceSessionLogger();

	@BeforeEach
	void captureLog() {
		this.lines.start();
		this.logger.addAppender(this.lines);
		this.logger.setLevel(Level.DEBUG);
	}

	@AfterEach
	void releaseLog() {
		this.logger.setLevel(null);
		this.logger.detachAppender(this.lines);
	}

	@Test
	void firstLoginIsNotableAndARenewalIsNot() {
		this.listener.onEvent(loggedIn(null, LoginReason.FIRST));
		this.listener.onEvent(loggedIn(null, LoginReason.RENEWAL));
		assertThat(levels()).containsExactly(Level.INFO, Level.DEBUG);
		assertThat(this.lines.list.get(0).getFormattedMessage())
			.isEqualTo("Logged in to the Salesforce org 'acme' at https://acme.my.salesforce.com in 250 ms");
		assertThat(fields(0)).containsExactly("salesforce.org=\"acme\"", "salesforce.event=\"LoggedIn\"",
				"salesforce.login.duration=\"250\"");
	}

	@Test
	void loginThatSucceedsAfterAFailureIsNotable() {
		this.listener.onEvent(failed(null, false));
		this.listener.onEvent(failed(null, true));
		this.listener.onEvent(loggedIn(null, LoginReason.RENEWAL));
		this.listener.onEvent(loggedIn(null, LoginReason.RENEWAL));
		assertThat(levels()).containsExactly(Level.WARN, Level.DEBUG, Level.INFO, Level.DEBUG);
		assertThat(this.lines.list.get(0).getFormattedMessage()).isEqualTo("refused");
		assertThat(fields(0)).contains("salesforce.login.error=\"INACTIVE_USER\"");
		assertThat(this.lines.list.get(2).getFormattedMessage()).endsWith(" in 250 ms, after logins had failed");
		assertThat(this.lines.list.get(3).getFormattedMessage()).endsWith(" in 250 ms");
	}

	@Test
	void loginsOfUsersAreNotNotableAndSayNothingOfTheOrg() {
		this.listener.onEvent(failed("jane@acme.example", false));
		this.listener.onEvent(loggedIn(null, LoginReason.RENEWAL));
		this.listener.onEvent(failed(null, false));
		this.listener.onEvent(loggedIn("jane@acme.example", LoginReason.FIRST));
		this.listener.onEvent(loggedIn(null, LoginReason.RENEWAL));
		assertThat(levels()).containsExactly(Level.WARN, Level.DEBUG, Level.WARN, Level.DEBUG, Level.INFO);
		assertThat(this.lines.list.get(3).getFormattedMessage())
			.startsWith("Logged in to the Salesforce org 'acme' as 'jane@acme.example' at ");
		assertThat(fields(3)).contains("salesforce.user=\"jane@acme.example\"");
	}

	@Test
	void failureIsForgottenWithItsOrg() {
		this.listener.onEvent(failed(null, false));
		this.listener.onEvent(new OrgEvicted("acme", null, NOW));
		this.listener.onEvent(loggedIn(null, LoginReason.RENEWAL));
		assertThat(levels()).containsExactly(Level.WARN, Level.DEBUG, Level.DEBUG);
		assertThat(this.lines.list.get(1).getFormattedMessage()).contains("OrgEvicted");
	}

	@Test
	void otherEventsLeaveAFailureAsItIs() {
		this.listener.onEvent(failed(null, false));
		this.listener.onEvent(new SalesforceSessionEvent.CallReplayed("acme", null, NOW));
		this.listener.onEvent(loggedIn(null, LoginReason.RENEWAL));
		assertThat(levels()).containsExactly(Level.WARN, Level.DEBUG, Level.INFO);
	}

	private List<Level> levels() {
		return this.lines.list.stream().map(ILoggingEvent::getLevel).toList();
	}

	private List<String> fields(int line) {
		return this.lines.list.get(line).getKeyValuePairs().stream().map(Object::toString).toList();
	}

	private static LoggedIn loggedIn(@Nullable String username, LoginReason reason) {
		return new LoggedIn("acme", username, NOW, Duration.ofMillis(250), URI.create("https://acme.my.salesforce.com"),
				NOW.plusSeconds(1800), reason);
	}

	private static LoginFailed failed(@Nullable String username, boolean repeated) {
		SalesforceLoginException failure = mock(SalesforceLoginException.class);
		given(failure.getMessage()).willReturn("refused");
		given(failure.getLoginError()).willReturn(SalesforceLoginError.INACTIVE_USER);
		return new LoginFailed("acme", username, NOW, Duration.ofMillis(250), failure, repeated);
	}

}
