package io.github.salesforcejwt.cycle.one;

import io.github.salesforcejwt.cycle.two.Two;

/**
 * Depends on a type that depends on this one, for the test of the rule against it.
 */
public class One {

	Two other;

}
