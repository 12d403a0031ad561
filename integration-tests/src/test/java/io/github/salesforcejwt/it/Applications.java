package io.github.salesforcejwt.it;

import java.util.Map;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Starts {@link TestApplication}s whose properties only a test knows.
 */
final class Applications {

	private Applications() {
	}

	static ConfigurableApplicationContext run(Map<String, ?> properties) {
		return application(properties).run();
	}

	static <T> ConfigurableApplicationContext run(Map<String, ?> properties, Class<T> type, T bean) {
		return application(properties)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(type, () -> bean))
			.run();
	}

	static <T> ConfigurableApplicationContext run(Map<String, ?> properties, String name, Class<T> type, T bean) {
		return application(properties)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(name, type, () -> bean))
			.run();
	}

	private static SpringApplicationBuilder application(Map<String, ?> properties) {
		return new SpringApplicationBuilder(TestApplication.class).web(WebApplicationType.NONE)
			.properties(Map.copyOf(properties));
	}

}
