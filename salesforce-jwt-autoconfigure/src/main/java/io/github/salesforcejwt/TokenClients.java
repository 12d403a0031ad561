package io.github.salesforcejwt;

import java.lang.ref.WeakReference;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientJwtBearerTokenResponseClient;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;

/**
 * Spring Security's token response clients, made to speak as Salesforce does. Shared by
 * all sessions that log in by the same request factory: each of those clients makes a
 * {@link RestClient} of its own first, with an HTTP client that is of no use here and
 * keeps a thread until it is collected.
 */
final class TokenClients {

	private static final Map<ClientHttpRequestFactory, WeakReference<TokenClients>> SHARED = new WeakHashMap<>();

	private final ObservationRegistry observationRegistry;

	private final RestClientJwtBearerTokenResponseClient jwtBearer = new RestClientJwtBearerTokenResponseClient();

	private final RestClientClientCredentialsTokenResponseClient clientCredentials = new RestClientClientCredentialsTokenResponseClient();

	/** Of the session whose request the thread sends. */
	private final ThreadLocal<SessionEvents> events = new ThreadLocal<>();

	private TokenClients(ClientHttpRequestFactory requestFactory, ObservationRegistry observationRegistry) {
		this.observationRegistry = observationRegistry;
		RestClient restClient = RestClient.builder()
			.requestFactory(requestFactory)
			.observationRegistry(observationRegistry)
			.requestInterceptor((request, body, execution) -> {
				ClientHttpResponse response = execution.execute(request, body);
				this.events.get().answered(HttpDate.of(response.getHeaders(), HttpHeaders.DATE));
				return new BoundedResponse(response);
			})
			.configureMessageConverters((converters) -> {
				converters.addCustomConverter(new FormHttpMessageConverter());
				converters.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter());
			})
			.defaultStatusHandler(new TokenErrorHandler())
			.build();
		configure(this.jwtBearer, restClient, "client_id");
		configure(this.clientCredentials, restClient);
	}

	static TokenClients of(ClientHttpRequestFactory requestFactory, ObservationRegistry observationRegistry) {
		synchronized (SHARED) {
			WeakReference<TokenClients> reference = SHARED.get(requestFactory);
			TokenClients shared = (reference != null) ? reference.get() : null;
			if (shared == null || shared.observationRegistry != observationRegistry) {
				shared = new TokenClients(requestFactory, observationRegistry);
				SHARED.put(requestFactory, new WeakReference<>(shared));
			}
			return shared;
		}
	}

	private static void configure(AbstractRestClientOAuth2AccessTokenResponseClient<?> client, RestClient restClient,
			String... unwanted) {
		client.setRestClient(restClient);
		client.setParametersCustomizer((parameters) -> {
			parameters.remove("scope");
			for (String parameter : unwanted) {
				parameters.remove(parameter);
			}
			mask(parameters, "assertion");
			mask(parameters, "client_secret");
		});
	}

	/**
	 * RestClient logs the form at DEBUG, by its {@code toString}.
	 */
	private static void mask(MultiValueMap<String, String> parameters, String name) {
		parameters.computeIfPresent(name, (key, values) -> new MaskedValues(values));
	}

	OAuth2AccessTokenResponse request(JwtBearerGrantRequest request, SessionEvents events) {
		return send(() -> this.jwtBearer.getTokenResponse(request), events);
	}

	OAuth2AccessTokenResponse request(OAuth2ClientCredentialsGrantRequest request, SessionEvents events) {
		return send(() -> this.clientCredentials.getTokenResponse(request), events);
	}

	private OAuth2AccessTokenResponse send(Supplier<OAuth2AccessTokenResponse> request, SessionEvents events) {
		this.events.set(events);
		try {
			return request.get();
		}
		catch (InvalidMediaTypeException ex) {
			throw new OAuth2AuthorizationException(new OAuth2Error("invalid_token_response"), ex);
		}
		finally {
			this.events.remove();
		}
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
