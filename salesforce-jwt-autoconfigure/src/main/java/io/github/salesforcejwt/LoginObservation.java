package io.github.salesforcejwt;

import java.util.function.Supplier;

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

	static <T> T observe(ObservationRegistry registry, String orgId, @Nullable Observation cause, Supplier<T> login) {
		Observation observation = Observation.createNotStarted(NAME, registry)
			.contextualName("salesforce login")
			.parentObservation(cause)
			.lowCardinalityKeyValue("org", orgId)
			.lowCardinalityKeyValue("outcome", "UNKNOWN");
		return observation.observe(() -> {
			String outcome = "FAILURE";
			try {
				T result = login.get();
				outcome = "SUCCESS";
				return result;
			}
			finally {
				observation.lowCardinalityKeyValue("outcome", outcome);
			}
		});
	}

}
