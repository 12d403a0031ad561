/**
 * The console: a page at the root of each host that shows the stand-in to people.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.console;

import org.jspecify.annotations.NullMarked;
