package io.github.salesforcejwt;

import java.io.Serial;

/**
 * Thrown if a login is answered with a token and no instance URL.
 */
class MissingInstanceUrlException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1L;

	MissingInstanceUrlException() {
		super("The answer has no instance URL.");
	}

}
