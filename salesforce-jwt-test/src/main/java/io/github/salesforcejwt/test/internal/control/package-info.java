/**
 * The control API, which scripts and observes the stand-in over HTTP.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.control;

import org.jspecify.annotations.NullMarked;
