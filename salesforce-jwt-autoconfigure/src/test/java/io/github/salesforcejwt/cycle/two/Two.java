package io.github.salesforcejwt.cycle.two;

import io.github.salesforcejwt.cycle.one.One;

/**
 * Depends on a type that depends on this one, for the test of the rule against it.
 */
public class Two {

	One other;

}
