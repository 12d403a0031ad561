package io.github.salesforcejwt;

import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.AbstractOAuth2AuthorizationGrantRequest;
import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.util.MultiValueMap;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

/**
 * Sends token requests to {@code /services/oauth2/token} by Spring Security's token
 * response clients, adapted to Salesforce.
 * <p>
 * Sessions that log in by the same HTTP client share one: each of Spring Security's
 * clients first creates a {@link RestClient} of its own, whose HTTP client is not used
 * and keeps a thread until it is collected. They are created for the first login.
 */
public final class SalesforceTokenClient {

	private final Supplier<RestClient> restClient;

	/** By the class of the grant. */
	private final Map<Class<?>, AbstractRestClientOAuth2AccessTokenResponseClient<?>> clients = new ConcurrentHashMap<>(
			2);

	/**
	 * Create a client.
	 * @param requestFactory a factory that follows no redirect and needs no thread pool
	 * that callers of the session may fill
	 * @param observationRegistry where the requests are observed
	 */
	public SalesforceTokenClient(ClientHttpRequestFactory requestFactory, ObservationRegistry observationRegistry) {
		this.restClient = SingletonSupplier.of(() -> RestClient.builder()
			.requestFactory(requestFactory)
			.observationRegistry(observationRegistry)
			.requestInterceptor((request, body, execution) -> new BoundedResponse(execution.execute(request, body)))
			.configureMessageConverters((converters) -> {
				converters.addCustomConverter(new FormHttpMessageConverter());
				converters.addCustomConverter(new TokenResponseConverter());
			})
			.defaultStatusHandler(new TokenErrorHandler())
			.build());
	}

	/**
	 * Send a token request.
	 * @throws OAuth2AuthorizationException if no token is answered
	 */
	<T extends AbstractOAuth2AuthorizationGrantRequest> OAuth2AccessTokenResponse send(Grant.Request<T> request) {
		try {
			return client(request.grant()).getTokenResponse(request.grantRequest());
		}
		catch (InvalidMediaTypeException ex) {
			throw new OAuth2AuthorizationException(new OAuth2Error("invalid_token_response"), ex);
		}
	}

	@SuppressWarnings("unchecked")
	private <T extends AbstractOAuth2AuthorizationGrantRequest> AbstractRestClientOAuth2AccessTokenResponseClient<T> client(
			Grant<T> grant) {
		return (AbstractRestClientOAuth2AccessTokenResponseClient<T>) this.clients.computeIfAbsent(grant.getClass(),
				(type) -> createClient(grant));
	}

	private <T extends AbstractOAuth2AuthorizationGrantRequest> AbstractRestClientOAuth2AccessTokenResponseClient<T> createClient(
			Grant<T> grant) {
		AbstractRestClientOAuth2AccessTokenResponseClient<T> client = grant.createClient();
		client.setRestClient(this.restClient.get());
		Set<String> unwanted = grant.unwantedParameters();
		client.setParametersCustomizer((form) -> {
			unwanted.forEach(form::remove);
			mask(form, "assertion");
			mask(form, "client_secret");
		});
		return client;
	}

	/**
	 * Mask a value in the log: RestClient logs the form at DEBUG, by its
	 * {@code toString}.
	 */
	private static void mask(MultiValueMap<String, String> form, String name) {
		form.computeIfPresent(name, (key, values) -> new MaskedValues(values));
	}

	private static final class MaskedValues extends AbstractList<String> {

		private final List<String> values;

		MaskedValues(List<String> values) {
			this.values = values;
		}

		@Override
		public String get(int index) {
			return this.values.get(index);
		}

		@Override
		public int size() {
			return this.values.size();
		}

		@Override
		public String toString() {
			return "[masked]";
		}

	}

}
