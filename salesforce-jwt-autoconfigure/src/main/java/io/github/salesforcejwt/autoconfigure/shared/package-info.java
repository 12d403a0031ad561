/**
 * Stores for the sessions that the replicas of an application share: Redis and JDBC.
 */
@NullMarked
package io.github.salesforcejwt.autoconfigure.shared;

import org.jspecify.annotations.NullMarked;
