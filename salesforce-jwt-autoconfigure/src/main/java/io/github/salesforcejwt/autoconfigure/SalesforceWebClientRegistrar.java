package io.github.salesforcejwt.autoconfigure;

import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Registers {@code <id>WebClient} for each org.
 */
class SalesforceWebClientRegistrar extends SalesforceClientRegistrar {

	SalesforceWebClientRegistrar(Environment environment) {
		super(environment, WebClient.class, "salesforceWebClients", "webClient");
	}

}
