package io.github.salesforcejwt.autoconfigure;

import java.util.List;

import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceSession;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Makes the {@link RestClient} under construction one of an org: customized, and
 * authorized by its session.
 */
final class RestClientAuthorizer {

	private final List<SalesforceRestClientCustomizer> customizers;

	RestClientAuthorizer(List<SalesforceRestClientCustomizer> customizers) {
		this.customizers = customizers;
	}

	RestClient.Builder authorize(RestClient.Builder builder, SalesforceSession session,
			ClientHttpRequestFactory requestFactory) {
		RequestFactoryCapture capture = new RequestFactoryCapture(builder);
		RestClient.Builder customized = capture.builder();
		this.customizers.forEach((customizer) -> customizer.customize(session.getRegistration().getId(), customized));
		return builder.requestFactory(new SalesforceClientHttpRequestFactory(session, capture.orElse(requestFactory)));
	}

}
