package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Applies the customizers and the session of an org to a {@link RestClient.Builder}.
 */
final class RestClientAuthorizer {

	private final List<SalesforceRestClientCustomizer> customizers;

	private final UncontrolledHttpClients uncontrolled = new UncontrolledHttpClients();

	RestClientAuthorizer(List<SalesforceRestClientCustomizer> customizers) {
		this.customizers = customizers;
	}

	/**
	 * Authorize the requests of a client.
	 * @param requestFactory sends them, unless the application has set a request factory
	 */
	RestClient.Builder authorize(HttpClientCapture<RestClient.Builder, ClientHttpRequestFactory> capture,
			SalesforceSession session, ClientHttpRequestFactory requestFactory) {
		RestClient.Builder builder = capture.builder();
		this.customizers.forEach((customizer) -> customizer.customize(session.getRegistration().getId(), builder));
		ClientHttpRequestFactory supplied = capture.client();
		if (supplied != null) {
			this.uncontrolled.warn(supplied);
		}
		RestClientRedirectHandler.addTo(builder, session.getRegistration().getId());
		return builder.requestFactory(
				new SalesforceClientHttpRequestFactory(session, (supplied != null) ? supplied : requestFactory));
	}

}
