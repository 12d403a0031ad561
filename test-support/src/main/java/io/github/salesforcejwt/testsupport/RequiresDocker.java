package io.github.salesforcejwt.testsupport;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Skips a test within seconds, and says why, if there is no Docker or an image is neither
 * here nor can be pulled. If the environment says {@code REQUIRE_DOCKER=true}, the test
 * runs, and fails without.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresDocker.Condition.class)
public @interface RequiresDocker {

	/**
	 * Return the images of the containers that the test starts.
	 */
	String[] value();

	/**
	 * Asks the engine itself: Testcontainers would wait minutes for a registry that it
	 * cannot reach.
	 */
	final class Condition implements ExecutionCondition {

		/**
		 * The container by which Testcontainers removes the others.
		 */
		private static final String RYUK = "testcontainers/ryuk:0.14.0";

		private static final DockerImages IMAGES = new DockerImages("docker", 10_000);

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (isTrue("REQUIRE_DOCKER")) {
				return ConditionEvaluationResult.enabled("REQUIRE_DOCKER=true");
			}
			return images(context).map(IMAGES::problem)
				.flatMap(Optional::stream)
				.findFirst()
				.map(ConditionEvaluationResult::disabled)
				.orElseGet(() -> ConditionEvaluationResult.enabled("Docker and the images are here"));
		}

		private static Stream<String> images(ExtensionContext context) {
			List<String> images = AnnotationSupport.findAnnotation(context.getElement(), RequiresDocker.class)
				.map((annotation) -> Arrays.asList(annotation.value()))
				.orElse(List.of());
			return isTrue("TESTCONTAINERS_RYUK_DISABLED") ? images.stream()
					: Stream.concat(images.stream(), Stream.of(RYUK));
		}

		private static boolean isTrue(String variable) {
			return Boolean.parseBoolean(System.getenv(variable));
		}

	}

}
