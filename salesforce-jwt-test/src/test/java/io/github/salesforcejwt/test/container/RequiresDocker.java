package io.github.salesforcejwt.test.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips a test where no Docker is, unless the environment says
 * {@code REQUIRE_DOCKER=true}: then it runs, and fails.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresDocker.Condition.class)
@interface RequiresDocker {

	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if ("true".equals(System.getenv("REQUIRE_DOCKER"))) {
				return ConditionEvaluationResult.enabled("REQUIRE_DOCKER=true");
			}
			return (DockerClientFactory.instance().isDockerAvailable())
					? ConditionEvaluationResult.enabled("Docker is here")
					: ConditionEvaluationResult.disabled("Docker is not here");
		}

	}

}
