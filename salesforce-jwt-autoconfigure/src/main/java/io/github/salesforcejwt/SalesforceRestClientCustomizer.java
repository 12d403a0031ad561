package io.github.salesforcejwt;

import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Customizes the {@link RestClient} of each org. Declare a bean.
 */
@FunctionalInterface
public interface SalesforceRestClientCustomizer {

	/**
	 * Customize the client of an org: default headers, message converters, interceptors.
	 * Its request factory is set afterwards: see {@link #requestFactory}.
	 * @param orgId the id of the org
	 * @param builder the builder of its client
	 */
	void customize(String orgId, RestClient.Builder builder);

	/**
	 * Supply the factory that sends the requests of an org, to be decorated with its
	 * session. It must not follow redirects.
	 * @param orgId the id of the org
	 * @return the factory, or {@code null} for the one that all orgs share
	 */
	default @Nullable ClientHttpRequestFactory requestFactory(String orgId) {
		return null;
	}

}
