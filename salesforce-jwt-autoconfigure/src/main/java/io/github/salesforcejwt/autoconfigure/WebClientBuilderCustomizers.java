package io.github.salesforcejwt.autoconfigure;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Applies Boot's customizers, if Boot's module for {@link WebClient} is there.
 */
@FunctionalInterface
interface WebClientBuilderCustomizers {

	void customize(WebClient.Builder builder);

}
