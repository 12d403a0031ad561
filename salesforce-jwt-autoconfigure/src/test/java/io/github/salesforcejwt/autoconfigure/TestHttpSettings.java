package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;

import org.springframework.boot.http.client.HttpClientSettings;

/**
 * HTTP settings of the org {@code acme}, and of one for each caller. Logins are given
 * five seconds.
 */
final class TestHttpSettings {

	private TestHttpSettings() {
	}

	static OrgHttpSettings of(HttpClientSettings settings) {
		SalesforceOrgProperties acme = new SalesforceOrgProperties();
		acme.setReadTimeout(Duration.ofSeconds(5));
		SalesforceProperties properties = new SalesforceProperties();
		properties.getOrgs().put("acme", acme);
		for (HttpCaller caller : HttpCaller.values()) {
			properties.getOrgs().put(caller.orgId(), acme);
		}
		return new OrgHttpSettings(new OrgPropertiesResolver(properties, List::of), settings, null);
	}

}
