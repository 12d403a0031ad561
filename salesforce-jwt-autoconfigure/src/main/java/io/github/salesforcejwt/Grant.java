package io.github.salesforcejwt;

import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;

/**
 * How a session proves who it is: what differs between the OAuth 2.0 grants.
 *
 * @param <T> what Spring Security calls a request of this grant
 */
interface Grant<T extends AbstractOAuth2AuthorizationGrantRequest> {

	/**
	 * Identify the credential that the next login is made with, so that a refusal can be
	 * forgotten when it has changed. Never a secret.
	 */
	String credential();

	/**
	 * Return secrets that all replicas of an application have and nobody else, that of
	 * the current credential first.
	 */
	List<byte[]> secrets();

	/**
	 * Report what the first login will be made with.
	 */
	default void recordCredential() {
	}

	/**
	 * Log in once, by as many token requests as that takes.
	 * @param sender sends a token request
	 */
	SalesforceAccessToken logIn(Function<Request<T>, SalesforceAccessToken> sender);

	/**
	 * Create Spring Security's client for this grant.
	 */
	AbstractRestClientOAuth2AccessTokenResponseClient<T> createClient();

	/**
	 * Return what Spring Security puts into the form and Salesforce does not accept.
	 */
	Set<String> unwantedParameters();

	/**
	 * One token request.
	 *
	 * @param <T> what Spring Security calls a request of this grant
	 * @param grant the grant
	 * @param grantRequest what is sent
	 * @param description what is sent, for the message of a failure: nothing that a log
	 * may not hold
	 */
	record Request<T extends AbstractOAuth2AuthorizationGrantRequest>(Grant<T> grant, T grantRequest,
			String description) {

	}

}
