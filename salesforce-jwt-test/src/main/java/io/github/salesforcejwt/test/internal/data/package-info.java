/**
 * The Data API of the stand-in: records in an embedded database, and the answers that
 * Salesforce would give.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.data;

import org.jspecify.annotations.NullMarked;
