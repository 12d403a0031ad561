package io.github.salesforcejwt.test.container;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test where Docker Compose 2 or the image of the stand-in is not there, unless
 * the environment says {@code REQUIRE_COMPOSE=true}: then it runs, and fails without.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresCompose.Condition.class)
@interface RequiresCompose {

	/**
	 * Asks Docker.
	 */
	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if ("true".equals(System.getenv("REQUIRE_COMPOSE"))) {
				return ConditionEvaluationResult.enabled("REQUIRE_COMPOSE=true");
			}
			return (says("docker", "compose", "version", "--short")
					&& says("docker", "images", "-q", "salesforce-jwt-test"))
							? ConditionEvaluationResult.enabled("Docker Compose and the image are here")
							: ConditionEvaluationResult
								.disabled("no Docker Compose 2, or no image salesforce-jwt-test");
		}

		private static boolean says(String... command) {
			try {
				Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
				return process.getInputStream().readAllBytes().length > 0;
			}
			catch (IOException ex) {
				return false;
			}
		}

	}

}
