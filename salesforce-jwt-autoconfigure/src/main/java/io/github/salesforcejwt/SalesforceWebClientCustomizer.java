package io.github.salesforcejwt;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Customizes the {@link WebClient} of each org. Declare a bean.
 */
@FunctionalInterface
public interface SalesforceWebClientCustomizer {

	/**
	 * Customize the client of an org. A connector set here must not follow redirects.
	 * @param orgId the id of the org
	 * @param builder the builder of its client
	 */
	void customize(String orgId, WebClient.Builder builder);

}
