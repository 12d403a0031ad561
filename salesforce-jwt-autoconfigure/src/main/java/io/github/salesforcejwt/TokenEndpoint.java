package io.github.salesforcejwt;

import java.util.AbstractList;
import java.util.List;

import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.RestClientJwtBearerTokenResponseClient;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.util.MultiValueMap;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

/**
 * Sends token requests to {@code /services/oauth2/token}, by Spring Security's token
 * response clients, in the form that Salesforce takes. They are made for the first login,
 * since each makes an HTTP client that it does not use, which reads the trust store and
 * starts a thread.
 */
final class TokenEndpoint {

	private final ClientHttpRequestFactory requestFactory;

	private final ObservationRegistry observationRegistry;

	private final SessionJournal journal;

	private final SingletonSupplier<RestClientJwtBearerTokenResponseClient> jwtBearer = SingletonSupplier
		.of(() -> configure(new RestClientJwtBearerTokenResponseClient(), "client_id"));

	private final SingletonSupplier<RestClientClientCredentialsTokenResponseClient> clientCredentials = SingletonSupplier
		.of(() -> configure(new RestClientClientCredentialsTokenResponseClient()));

	TokenEndpoint(ClientHttpRequestFactory requestFactory, ObservationRegistry observationRegistry,
			SessionJournal journal) {
		this.requestFactory = requestFactory;
		this.observationRegistry = observationRegistry;
		this.journal = journal;
	}

	private <T extends AbstractRestClientOAuth2AccessTokenResponseClient<?>> T configure(T client, String... unwanted) {
		client.setRestClient(restClient());
		client.setParametersCustomizer((parameters) -> {
			parameters.remove("scope");
			for (String parameter : unwanted) {
				parameters.remove(parameter);
			}
			mask(parameters, "assertion");
			mask(parameters, "client_secret");
		});
		return client;
	}

	private RestClient restClient() {
		return RestClient.builder()
			.requestFactory(this.requestFactory)
			.observationRegistry(this.observationRegistry)
			.requestInterceptor((request, body, execution) -> {
				ClientHttpResponse response = execution.execute(request, body);
				this.journal.answered(SalesforceLoginException.date(response.getHeaders()));
				return new BoundedResponse(response);
			})
			.configureMessageConverters((converters) -> {
				converters.addCustomConverter(new FormHttpMessageConverter());
				converters.addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter());
			})
			.defaultStatusHandler(new TokenErrorHandler())
			.build();
	}

	/**
	 * RestClient logs the form at DEBUG, by its {@code toString}.
	 */
	private static void mask(MultiValueMap<String, String> parameters, String name) {
		parameters.computeIfPresent(name, (key, values) -> new MaskedValues(values));
	}

	OAuth2AccessTokenResponse request(JwtBearerGrantRequest request) {
		return this.jwtBearer.obtain().getTokenResponse(request);
	}

	OAuth2AccessTokenResponse request(OAuth2ClientCredentialsGrantRequest request) {
		return this.clientCredentials.obtain().getTokenResponse(request);
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
