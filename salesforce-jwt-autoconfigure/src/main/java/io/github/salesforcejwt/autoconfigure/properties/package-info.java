/**
 * What users write below {@code salesforce.jwt}, and what is wrong with it.
 */
@NullMarked
package io.github.salesforcejwt.autoconfigure.properties;

import org.jspecify.annotations.NullMarked;
