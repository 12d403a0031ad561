/**
 * The HTTP server: hosts, and which endpoint answers a request.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.server;

import org.jspecify.annotations.NullMarked;
