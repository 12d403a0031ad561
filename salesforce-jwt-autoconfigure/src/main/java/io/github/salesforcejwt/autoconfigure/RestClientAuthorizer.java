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
		String id = session.getRegistration().getId();
		for (SalesforceRestClientCustomizer customizer : this.customizers) {
			customizer.customize(id, builder);
			ClientHttpRequestFactory supplied = customizer.requestFactory(id);
			requestFactory = (supplied != null) ? supplied : requestFactory;
		}
		return builder.requestFactory(new SalesforceClientHttpRequestFactory(session, requestFactory));
	}

}
