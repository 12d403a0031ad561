/**
 * The check of the connection that {@code --salesforce.check} runs instead of the
 * application.
 */
@NullMarked
package io.github.salesforcejwt.autoconfigure.check;

import org.jspecify.annotations.NullMarked;
