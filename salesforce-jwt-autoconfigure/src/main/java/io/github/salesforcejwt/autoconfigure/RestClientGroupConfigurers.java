package io.github.salesforcejwt.autoconfigure;

import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.InitializingClientCallback;

/**
 * Steps around Boot's own configurer of the clients of HTTP interfaces, whose order is
 * {@link Ordered#HIGHEST_PRECEDENCE} or ten later: it sets a request factory in any case,
 * and only one that comes later is the application's.
 */
final class RestClientGroupConfigurers {

	private static final int BEFORE_BOOT = Ordered.HIGHEST_PRECEDENCE;

	private static final int AFTER_BOOT = Ordered.HIGHEST_PRECEDENCE + 11;

	private RestClientGroupConfigurers() {
	}

	/**
	 * Starts from a builder that records which request factory is set on it.
	 *
	 * @param ids the ids of the orgs, which are the names of their groups
	 */
	record Capturing(Set<String> ids) implements RestClientHttpServiceGroupConfigurer, PriorityOrdered {

		@Override
		public void configureGroups(Groups<RestClient.Builder> groups) {
			InitializingClientCallback<RestClient.Builder> capture = (
					group) -> HttpClientCapture.of(RestClient.builder()).builder();
			groups.filterByName(this.ids.toArray(String[]::new)).forEachClient(capture);
		}

		@Override
		public int getOrder() {
			return BEFORE_BOOT;
		}

	}

	/**
	 * Forgets the request factory that Boot has set.
	 *
	 * @param ids the ids of the orgs, which are the names of their groups
	 */
	record Forgetting(Set<String> ids) implements RestClientHttpServiceGroupConfigurer, Ordered {

		@Override
		public void configureGroups(Groups<RestClient.Builder> groups) {
			groups.filterByName(this.ids.toArray(String[]::new))
				.forEachClient((group, builder) -> HttpClientCapture.of(builder).forget());
		}

		@Override
		public int getOrder() {
			return AFTER_BOOT;
		}

	}

}
