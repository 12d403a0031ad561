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
import org.springframework.web.client.RestClient;

/**
 * Sends token requests to {@code /services/oauth2/token}, by Spring Security's token
 * response clients, in the form that Salesforce takes.
 */
final class TokenEndpoint {

	private final RestClientJwtBearerTokenResponseClient jwtBearer = new RestClientJwtBearerTokenResponseClient();

	private final RestClientClientCredentialsTokenResponseClient clientCredentials = new RestClientClientCredentialsTokenResponseClient();

	TokenEndpoint(ClientHttpRequestFactory requestFactory, ObservationRegistry observationRegistry,
			SessionJournal journal) {
		RestClient restClient = RestClient.builder()
			.requestFactory(requestFactory)
			.observationRegistry(observationRegistry)
			.requestInterceptor((request, body, execution) -> {
				ClientHttpResponse response = execution.execute(request, body);
				journal.answered(SalesforceLoginException.date(response.getHeaders()));
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

	OAuth2AccessTokenResponse request(JwtBearerGrantRequest request) {
		return this.jwtBearer.getTokenResponse(request);
	}

	OAuth2AccessTokenResponse request(OAuth2ClientCredentialsGrantRequest request) {
		return this.clientCredentials.getTokenResponse(request);
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
