package io.github.salesforcejwt.autoconfigure.shared;

import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * Tests for {@link RedisSharedSessionStore}.
 */
@RequiresDocker("redis:7")
class RedisSharedSessionStoreIntegrationTests extends SharedSessionStoreContract {

	private static final GenericContainer<?> REDIS = new GenericContainer<>("redis:7").withExposedPorts(6379);

	private static LettuceConnectionFactory connectionFactory;

	@BeforeAll
	static void start() {
		REDIS.start();
		connectionFactory = new LettuceConnectionFactory(REDIS.getHost(), REDIS.getMappedPort(6379));
		connectionFactory.afterPropertiesSet();
		connectionFactory.start();
	}

	@AfterAll
	static void stop() {
		connectionFactory.destroy();
		REDIS.stop();
	}

	@Override
	protected SharedSessionStore store() {
		return new RedisSharedSessionStore(new StringRedisTemplate(connectionFactory), "salesforce-jwt:");
	}

}
