package io.github.salesforcejwt.autoconfigure;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes the builder that the {@link WebClient} of each org starts from. Not a bean of the
 * type {@link WebClient.Builder}: an application may have one that is for other hosts.
 */
@FunctionalInterface
interface WebClientBuilderFactory {

	WebClient.Builder create();

}
