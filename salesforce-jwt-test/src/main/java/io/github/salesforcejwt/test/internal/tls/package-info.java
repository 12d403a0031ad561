/**
 * The certificates of https, generated when a server starts.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.tls;

import org.jspecify.annotations.NullMarked;
