/**
 * What the tests of several modules share. It is not published.
 */
@NullMarked
package io.github.salesforcejwt.testsupport;

import org.jspecify.annotations.NullMarked;
