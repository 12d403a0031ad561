/**
 * The page at the root of each host: the stand-in for people to look into.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.console;

import org.jspecify.annotations.NullMarked;
