/**
 * Health, meters and an endpoint of the sessions, for Spring Boot's Actuator.
 */
@NullMarked
package io.github.salesforcejwt.autoconfigure.actuate;

import org.jspecify.annotations.NullMarked;
