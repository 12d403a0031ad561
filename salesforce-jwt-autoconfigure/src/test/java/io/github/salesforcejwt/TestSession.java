package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * Makes sessions whose logins take no network, for tests of clients.
 */
final class TestSession {

	final MutableClock clock = new MutableClock();

	final List<SalesforceSessionEvent> events = new ArrayList<>();

	final AtomicInteger logins = new AtomicInteger();

	/** Where the next login says that the session lives. */
	URI instanceUrl;

	SalesforceRetryPolicy retryPolicy = new SalesforceRetryPolicy(2, Duration.ofMillis(2), Duration.ofMillis(5),
			Duration.ofSeconds(20));

	Set<HttpMethod> retriedMethods = CallRules.SAFE_METHODS;

	@Nullable Double quotaStopAt;

	Sleeper sleeper = this.clock::sleep;

	Executor executor = Runnable::run;

	TokenSource login = () -> token("token-" + this.logins.incrementAndGet());

	ObservationRegistry observationRegistry = ObservationRegistry.NOOP;

	private final Set<String> allowedHosts;

	TestSession(URI instanceUrl, String... allowedHosts) {
		this.instanceUrl = instanceUrl;
		this.allowedHosts = Set.of(allowedHosts);
	}

	SalesforceAccessToken token(String value) {
		return new SalesforceAccessToken(value, this.clock.instant(), this.clock.instant().plusSeconds(1800), Set.of(),
				this.instanceUrl, null);
	}

	SalesforceSession build() {
		SalesforceRegistration registration = SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.username("erp@acme.example")
			.loginUrl(this.instanceUrl)
			.allowedHosts(this.allowedHosts)
			.build();
		return SalesforceSession.withRegistration(registration)
			.login(() -> this.login.get(), (task) -> this.executor.execute(task))
			.loginRetry(new SalesforceRetryPolicy(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
			.apiRetry(this.retryPolicy, this.retriedMethods)
			.quotaStopAt(this.quotaStopAt)
			.observationRegistry(this.observationRegistry)
			.clock(this.clock)
			.time(this.clock::elapsed, this.sleeper)
			.listener(this.events::add)
			.build();
	}

}
