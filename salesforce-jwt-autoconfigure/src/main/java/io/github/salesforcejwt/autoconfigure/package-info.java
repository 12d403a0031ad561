/**
 * Spring Boot wiring: properties, keys and beans of each Salesforce org.
 */
@NullMarked
package io.github.salesforcejwt.autoconfigure;

import org.jspecify.annotations.NullMarked;
