package io.github.salesforcejwt.it.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test if SoftHSM is not installed, unless the environment says
 * {@code REQUIRE_SOFTHSM=true}: then it fails without.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresSoftHsm.Condition.class)
@interface RequiresSoftHsm {

	/**
	 * Looks for the library.
	 */
	final class Condition implements ExecutionCondition {

		@Override
		public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
			if (Boolean.parseBoolean(System.getenv("REQUIRE_SOFTHSM"))) {
				return ConditionEvaluationResult.enabled("REQUIRE_SOFTHSM=true");
			}
			return (SoftHsm.library() != null) ? ConditionEvaluationResult.enabled("SoftHSM is installed")
					: ConditionEvaluationResult.disabled("SoftHSM is not installed");
		}

	}

}
