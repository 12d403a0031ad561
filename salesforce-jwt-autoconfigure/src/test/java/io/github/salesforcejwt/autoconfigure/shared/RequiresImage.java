package io.github.salesforcejwt.autoconfigure.shared;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Skips a test if the Docker engine does not have an image, unless the environment says
 * {@code REQUIRE_DOCKER=true}: then it runs, pulls what it needs, and fails without.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresImage.Condition.class)
@interface RequiresImage {

	/**
	 * The name and tag of the image.
	 */
	String value();

	/**
	 * Asks the engine itself: Testcontainers would wait minutes for a registry that it
	 * cannot reach.
	 */
	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			RequiresImage image = AnnotatedElementUtils.getMergedAnnotation(context.getRequiredTestClass(),
					RequiresImage.class);
			if ("true".equals(System.getenv("REQUIRE_DOCKER"))) {
				return ConditionEvaluationResult.enabled("REQUIRE_DOCKER=true");
			}
			return (image != null && exists(image.value())
					&& ("true".equals(System.getenv("TESTCONTAINERS_RYUK_DISABLED")) || exists("testcontainers/ryuk")))
							? ConditionEvaluationResult.enabled("the images are here")
							: ConditionEvaluationResult.disabled("no Docker, or the images are not here yet");
		}

		private static boolean exists(String image) {
			try {
				Process process = new ProcessBuilder("docker", "images", "--quiet", image)
					.redirectError(ProcessBuilder.Redirect.DISCARD)
					.start();
				return process.getInputStream().readAllBytes().length > 0;
			}
			catch (IOException ex) {
				return false;
			}
		}

	}

}
