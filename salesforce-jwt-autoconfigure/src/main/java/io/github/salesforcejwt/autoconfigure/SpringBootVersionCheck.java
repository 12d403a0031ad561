package io.github.salesforcejwt.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;

/**
 * Refuses a Spring Boot that is too old before any bean definition is read, since what
 * follows would be a class that is not found. Needs nothing that Spring Boot 3 lacks.
 */
class SpringBootVersionCheck implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {

	private final @Nullable String version;

	SpringBootVersionCheck() {
		this(SpringBootVersion.getVersion());
	}

	SpringBootVersionCheck(@Nullable String version) {
		this.version = version;
	}

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (this.version != null && this.version.matches("[123]\\..*")) {
			throw new UnsupportedSpringBootException(this.version);
		}
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

}
