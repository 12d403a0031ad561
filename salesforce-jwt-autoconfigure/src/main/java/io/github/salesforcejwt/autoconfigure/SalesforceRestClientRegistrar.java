package io.github.salesforcejwt.autoconfigure;

import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;

/**
 * Registers {@code <id>RestClient} for each org.
 */
class SalesforceRestClientRegistrar extends SalesforceClientRegistrar {

	static final String CLIENTS = "salesforceClients";

	SalesforceRestClientRegistrar(Environment environment) {
		super(environment, RestClient.class, CLIENTS, "restClient");
	}

}
