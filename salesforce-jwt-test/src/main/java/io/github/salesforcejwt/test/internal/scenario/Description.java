package io.github.salesforcejwt.test.internal.scenario;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes a command or a value in the description of the control API.
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
