package io.github.salesforcejwt;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Observes a login as a child of the call that caused it, which runs on another thread.
 */
final class LoginObservation {

	private static final String NAME = "salesforce.login";

	private LoginObservation() {
	}

	static void observe(ObservationRegistry registry, String orgId, @Nullable String username,
			@Nullable Observation cause, Runnable login) {
		Observation observation = Observation.createNotStarted(NAME, registry)
			.contextualName("salesforce login")
			.parentObservation(cause)
			.lowCardinalityKeyValue("org", orgId)
			.lowCardinalityKeyValue("outcome", "UNKNOWN");
		if (username != null) {
			observation.highCardinalityKeyValue("salesforce.user", username);
		}
		observation.observe(() -> {
			String outcome = "FAILURE";
			try {
				login.run();
				outcome = "SUCCESS";
			}
			finally {
				observation.lowCardinalityKeyValue("outcome", outcome);
			}
		});
	}

}
