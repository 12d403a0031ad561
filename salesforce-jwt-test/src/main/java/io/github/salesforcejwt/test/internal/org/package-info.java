/**
 * The state of the orgs: app, users, sessions, logins, limits and scenarios.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.org;

import org.jspecify.annotations.NullMarked;
