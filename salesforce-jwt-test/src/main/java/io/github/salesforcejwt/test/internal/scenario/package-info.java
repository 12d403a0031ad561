/**
 * What can be done to an org: one command for each scenario.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.scenario;

import org.jspecify.annotations.NullMarked;
