/**
 * Adds a server to the application context of a Spring test.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.spring;

import org.jspecify.annotations.NullMarked;
