package io.github.salesforcejwt.test.internal.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says in the description of the control API what a command or a value is.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.RECORD_COMPONENT })
public @interface Description {

	/**
	 * A sentence.
	 * @return the text
	 */
	String value();

}
