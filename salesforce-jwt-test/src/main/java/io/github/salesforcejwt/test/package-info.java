/**
 * A stand-in Salesforce for tests.
 */
@NullMarked
package io.github.salesforcejwt.test;

import org.jspecify.annotations.NullMarked;
