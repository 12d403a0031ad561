package io.github.salesforcejwt.test.console;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test if Chromium and its driver are not installed, unless the environment says
 * {@code REQUIRE_CHROMIUM=true}: then it fails without.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresChromium.Condition.class)
public @interface RequiresChromium {

	/**
	 * Looks for the two programs.
	 */
	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if ("true".equals(System.getenv("REQUIRE_CHROMIUM"))) {
				return ConditionEvaluationResult.enabled("REQUIRE_CHROMIUM=true");
			}
			return (Browser.installed()) ? ConditionEvaluationResult.enabled("Chromium and its driver are installed")
					: ConditionEvaluationResult.disabled("Chromium or its driver is not installed");
		}

	}

}
