package io.github.salesforcejwt;

import org.springframework.web.client.RestClient;

/**
 * Customizes the {@link RestClient} of each org. Declare a bean.
 */
@FunctionalInterface
public interface SalesforceRestClientCustomizer {

	/**
	 * Customize the client of an org: default headers, message converters, interceptors,
	 * the request factory. A factory set here sends the requests of the org, decorated
	 * with its session, in place of the one that all orgs share; it must not follow
	 * redirects, and logins do not use it.
	 * @param orgId the id of the org
	 * @param builder the builder of its client
	 */
	void customize(String orgId, RestClient.Builder builder);

}
