package io.github.salesforcejwt;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.SalesforceSessionEvent.LoggedIn;
import io.github.salesforcejwt.SalesforceSessionEvent.LoginReason;
import io.github.salesforcejwt.SalesforceSessionEvent.SigningKeyRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SessionEvents}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionEventsTests {

	private final MutableClock clock = new MutableClock();

	private final List<SalesforceSessionEvent> published = new ArrayList<>();

	private final SessionEvents org = new SessionEvents("acme", this.clock, List.of(this.published::add));

	private final SessionEvents user = this.org.ofUser("jane@acme.example");

	private final SigningKey newest = TestKey.RSA_3072.signingKey("newest");

	private final SigningKey previous = TestKey.RSA_2048.signingKey("previous");

	@Test
	void keyThatIsRefusedIsReportedOnceWithTheOneThatSigns(CapturedOutput output) {
		this.org.signedBy(this.previous, this.newest);
		logIn(this.org);
		logIn(this.org);
		assertThat(this.published).filteredOn(SigningKeyRefused.class::isInstance)
			.singleElement()
			.isInstanceOfSatisfying(SigningKeyRefused.class, (event) -> {
				assertThat(event.refused()).isEqualTo(this.newest);
				assertThat(event.used()).isEqualTo(this.previous);
			});
		assertThat(output.toString().split("Salesforce refuses the newest key", -1)).hasSize(2);
		this.org.signedBy(this.newest, null);
		logIn(this.org);
		this.org.signedBy(this.previous, this.newest);
		logIn(this.org);
		assertThat(this.published).filteredOn(SigningKeyRefused.class::isInstance).hasSize(2);
	}

	@Test
	void keyThatIsRefusedForAUserIsThatOfTheOrg() {
		this.user.signedBy(this.previous, this.newest);
		logIn(this.user);
		assertThat(this.org.status(null, null).signingKey()).isEqualTo(this.previous);
		assertThat(this.org.status(null, null).refusedSigningKey()).isEqualTo(this.newest);
		logIn(this.org);
		assertThat(this.published).filteredOn(SigningKeyRefused.class::isInstance).hasSize(1);
	}

	@Test
	void clockOfAUserIsThatOfTheOrg() {
		ClockDifference difference = new ClockDifference(Duration.ofSeconds(40));
		this.user.clockDifference(difference);
		assertThat(this.org.status(null, null).clockDifference()).isEqualTo(difference);
		assertThat(this.user.status(null, null).clockDifference()).isEqualTo(difference);
	}

	@Test
	void storeThatFailsForAUserFailsForTheOrg(CapturedOutput output) {
		this.user.sharedSessionStore(new PunctualSharedSessionStore.UnavailableException("It failed", null));
		this.org.sharedSessionStore(new PunctualSharedSessionStore.UnavailableException("It failed", null));
		assertThat(this.org.status(null, null).sharedSessionFailure()).startsWith("It failed");
		assertThat(this.user.status(null, null).sharedSessionFailure()).startsWith("It failed");
		assertThat(output.toString().split("cannot be used for the Salesforce org 'acme'", -1)).hasSize(2);
		this.user.sharedSessionStore(null);
		assertThat(this.org.status(null, null).sharedSessionFailure()).isNull();
	}

	@Test
	void listenerThatFailsDoesNotKeepTheEventFromOthers(CapturedOutput output) {
		SessionEvents events = new SessionEvents("acme", this.clock, List.of((event) -> {
			throw new IllegalStateException("provoked");
		}, this.published::add));
		logIn(events);
		assertThat(this.published).singleElement().isInstanceOf(LoggedIn.class);
		assertThat(output).contains("A listener of the Salesforce org 'acme' failed");
	}

	private void logIn(SessionEvents events) {
		Instant start = this.clock.instant();
		events.publish(events.loggedIn(SalesforceSessionTests.token("token", this.clock), start, LoginReason.RENEWAL));
	}

}
