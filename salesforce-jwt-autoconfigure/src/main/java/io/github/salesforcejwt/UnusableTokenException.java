package io.github.salesforcejwt;

import java.io.Serial;

import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * Thrown if a login is answered with a token that no header can carry.
 */
final class UnusableTokenException extends OAuth2AuthorizationException {

	@Serial
	private static final long serialVersionUID = 1L;

	UnusableTokenException() {
		super(new OAuth2Error("invalid_token_response"));
	}

}
