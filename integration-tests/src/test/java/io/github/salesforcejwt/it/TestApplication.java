package io.github.salesforcejwt.it;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application with nothing but auto-configuration, and a clock that a test moves.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class TestApplication {

	@Bean
	AdjustableClock clock() {
		return new AdjustableClock();
	}

}
