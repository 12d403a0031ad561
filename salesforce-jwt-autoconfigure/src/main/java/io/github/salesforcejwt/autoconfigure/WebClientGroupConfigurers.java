package io.github.salesforcejwt.autoconfigure;

import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.support.WebClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.HttpServiceGroupConfigurer.InitializingClientCallback;

/**
 * Steps around Boot's own configurer of the clients of HTTP interfaces, whose order is
 * {@link Ordered#HIGHEST_PRECEDENCE} or ten later: it sets a connector in any case, and
 * only one that comes later is the application's.
 */
final class WebClientGroupConfigurers {

	private static final int BEFORE_BOOT = Ordered.HIGHEST_PRECEDENCE;

	private static final int AFTER_BOOT = Ordered.HIGHEST_PRECEDENCE + 11;

	private WebClientGroupConfigurers() {
	}

	/**
	 * Starts from a builder that records which connector is set on it.
	 *
	 * @param ids the ids of the orgs, which are the names of their groups
	 */
	record Capturing(Set<String> ids) implements WebClientHttpServiceGroupConfigurer, PriorityOrdered {

		@Override
		public void configureGroups(Groups<WebClient.Builder> groups) {
			InitializingClientCallback<WebClient.Builder> capture = (
					group) -> WebClientAuthorizer.capture(WebClient.builder()).builder();
			groups.filterByName(this.ids.toArray(String[]::new)).forEachClient(capture);
		}

		@Override
		public int getOrder() {
			return BEFORE_BOOT;
		}

	}

	/**
	 * Forgets the connector that Boot has set.
	 *
	 * @param ids the ids of the orgs, which are the names of their groups
	 */
	record Forgetting(Set<String> ids) implements WebClientHttpServiceGroupConfigurer, Ordered {

		@Override
		public void configureGroups(Groups<WebClient.Builder> groups) {
			groups.filterByName(this.ids.toArray(String[]::new))
				.forEachClient((group, builder) -> WebClientAuthorizer.capture(builder).forget());
		}

		@Override
		public int getOrder() {
			return AFTER_BOOT;
		}

	}

}
