/**
 * HTTP messages as the stand-in reads and writes them, without a server.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.http;

import org.jspecify.annotations.NullMarked;
