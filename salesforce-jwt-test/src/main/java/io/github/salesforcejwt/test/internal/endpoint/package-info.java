/**
 * What an endpoint is: what it is given, and what it answers.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.endpoint;

import org.jspecify.annotations.NullMarked;
