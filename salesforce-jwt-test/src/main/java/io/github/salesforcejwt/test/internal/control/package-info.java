/**
 * The control API: the stand-in, scripted and watched over HTTP.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.control;

import org.jspecify.annotations.NullMarked;
