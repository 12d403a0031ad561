/**
 * The stand-in as a whole, and its orgs as tests see them.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.standin;

import org.jspecify.annotations.NullMarked;
