package io.github.salesforcejwt.autoconfigure.shared;

import io.github.salesforcejwt.testsupport.RequiresDocker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.containers.GenericContainer;

/**
 * Replicas that share their session in Redis.
 */
@RequiresDocker("redis:7")
class RedisReplicasIntegrationTests extends ReplicaProcessesContract {

	private static final GenericContainer<?> REDIS = new GenericContainer<>("redis:7").withExposedPorts(6379);

	@BeforeAll
	static void start() {
		REDIS.start();
	}

	@AfterAll
	static void stopContainer() {
		REDIS.stop();
	}

	@Override
	GenericContainer<?> container() {
		return REDIS;
	}

	@Override
	String store() {
		return "redis://" + REDIS.getHost() + ":" + REDIS.getMappedPort(6379);
	}

}
