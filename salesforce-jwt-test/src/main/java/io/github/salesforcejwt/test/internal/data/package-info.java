/**
 * The Data API of the stand-in: records in an embedded database, answered as Salesforce
 * answers.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.data;

import org.jspecify.annotations.NullMarked;
