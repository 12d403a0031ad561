package io.github.salesforcejwt;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

/**
 * An answer of the token endpoint other than a token.
 */
@SuppressWarnings("serial")
final class TokenErrorException extends OAuth2AuthorizationException {

	private final int status;

	private final transient @Nullable String body;

	private final transient HttpHeaders headers;

	/**
	 * Create an exception.
	 * @param error the error that Salesforce named
	 * @param status the HTTP status
	 * @param body the text if it contains no OAuth error
	 * @param headers the headers
	 */
	TokenErrorException(OAuth2Error error, int status, @Nullable String body, HttpHeaders headers) {
		super(error);
		this.status = status;
		this.body = body;
		this.headers = headers;
	}

	int status() {
		return this.status;
	}

	@Nullable String body() {
		return this.body;
	}

	HttpHeaders headers() {
		return this.headers;
	}

}
