package io.github.salesforcejwt.autoconfigure;

/**
 * Thrown if the Spring Boot of the application is too old.
 */
class UnsupportedSpringBootException extends IllegalStateException {

	UnsupportedSpringBootException(String version) {
		super("salesforce-jwt needs Spring Boot 4.0 or later, found " + version + ".");
	}

}
