package io.github.salesforcejwt;

import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;

@SuppressWarnings("serial")
public class SalesforceLoginException extends ClientAuthorizationException {

	private final boolean transientFailure;

	SalesforceLoginException(OAuth2Error error, String id, String message, Throwable cause, boolean transientFailure) {
		super(error, id, message, cause);
		this.transientFailure = transientFailure;
	}

	public boolean isTransient() {
		return this.transientFailure;
	}

	static SalesforceLoginException interrupted(String id, InterruptedException ex) {
		return new SalesforceLoginException(new OAuth2Error("interrupted"), id, "Interrupted while waiting for login",
				ex, true);
	}

	static SalesforceLoginException sameToken(String id) {
		return new SalesforceLoginException(new OAuth2Error("same_token"), id, "same token",
				new IllegalStateException(), false);
	}

	static SalesforceLoginException forCaller(String id, Throwable ex) {
		return new SalesforceLoginException(new OAuth2Error("login_failed"), id, String.valueOf(ex.getMessage()), ex,
				false);
	}

}
