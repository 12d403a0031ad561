/**
 * The OAuth endpoints: token, identity, introspection, revocation and approval.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.oauth;

import org.jspecify.annotations.NullMarked;
