/**
 * What the stand-in does behind its few public types: hosts, logins, sessions and
 * scenarios.
 */
@NullMarked
package io.github.salesforcejwt.test.internal;

import org.jspecify.annotations.NullMarked;
