/**
 * The contract of an endpoint: what it receives, and what it answers.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.endpoint;

import org.jspecify.annotations.NullMarked;
