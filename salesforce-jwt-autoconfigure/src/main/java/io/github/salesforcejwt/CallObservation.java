package io.github.salesforcejwt;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.observation.ClientRequestObservationContext;

/**
 * Adds the org and the resolved URI to the observation of a call. It begins before either
 * is known, and its convention, even the application's own, reads them when it ends.
 * <p>
 * The org is added as a high-cardinality value, although it is not one: the meter of the
 * calls belongs to all HTTP clients of an application, and Prometheus refuses a meter
 * whose tags differ.
 */
final class CallObservation {

	private final ObservationRegistry registry;

	private final KeyValue org;

	private final @Nullable KeyValue user;

	/**
	 * Create an observation.
	 * @param username the further user whose session makes the calls, or {@code null}
	 */
	CallObservation(ObservationRegistry registry, String orgId, @Nullable String username) {
		this.registry = registry;
		this.org = KeyValue.of("salesforce.org", orgId);
		this.user = (username != null) ? KeyValue.of("salesforce.user", username) : null;
	}

	/**
	 * Return the observation of the calls of a further user.
	 */
	CallObservation ofUser(String username) {
		return new CallObservation(this.registry, this.org.getValue(), username);
	}

	/**
	 * Add org and user to the observation of a call.
	 */
	void describe(Observation.Context context) {
		context.addHighCardinalityKeyValue(this.org);
		if (this.user != null) {
			context.addHighCardinalityKeyValue(this.user);
		}
	}

	@Nullable Observation current() {
		return this.registry.getCurrentObservation();
	}

	/**
	 * Add them to the observation of a {@code RestClient}. Its request may be that of
	 * interceptors, which never has the resolved URI.
	 */
	void update(ClientHttpRequest request) {
		Observation observation = current();
		if (observation != null && observation.getContext() instanceof ClientRequestObservationContext context) {
			describe(context);
			context.setCarrier(new ObservedRequest(request));
		}
	}

}
