package io.github.salesforcejwt;

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The instance that a session lives on: resolves URIs against its URL, and records its
 * answers.
 */
final class SessionInstance {

	private final TrustedOrigins trustedOrigins;

	private final SessionLogins logins;

	private final ApiQuota quota;

	private final SessionEvents events;

	SessionInstance(TrustedOrigins trustedOrigins, SessionLogins logins, ApiQuota quota, SessionEvents events) {
		this.trustedOrigins = trustedOrigins;
		this.logins = logins;
		this.quota = quota;
		this.events = events;
	}

	/**
	 * Resolve the URI of a request against the instance URL of a token.
	 * @throws UntrustedOriginException if the token may not go there
	 */
	URI resolve(URI uri, SalesforceAccessToken token) {
		try {
			return this.trustedOrigins.resolve(uri, token.getInstanceUrl());
		}
		catch (UntrustedOriginException ex) {
			this.events.untrustedOriginBlocked(ex);
			throw ex;
		}
	}

	/**
	 * Resolve the URI of a request that may never be made with this session.
	 * @return the target, or {@code null} if the token may not go there
	 */
	@Nullable URI findTarget(URI uri, SalesforceAccessToken token) {
		try {
			return this.trustedOrigins.resolve(uri, token.getInstanceUrl());
		}
		catch (UntrustedOriginException ex) {
			return null;
		}
	}

	/**
	 * Return the URI of a replay: the next session may live on another instance.
	 * @param uri the URI of the call
	 * @param token the token that it was refused with
	 */
	URI relativize(URI uri, SalesforceAccessToken token) {
		return this.trustedOrigins.relativize(uri, token.getInstanceUrl());
	}

	/**
	 * Record an answer, unless it came from a host other than the instance.
	 * @param target where the call went
	 * @param startedAt when it began, as {@link CallRules#now()} returned
	 */
	void answered(int status, HttpHeaders headers, URI target, SalesforceAccessToken token, long startedAt) {
		String report = ApiQuota.report(headers);
		boolean success = status / 100 == 2 && this.logins.awaitsSuccess();
		if ((report != null || success) && TrustedOrigins.isOrigin(target, token.getInstanceUrl())) {
			if (report != null) {
				this.quota.answered(report);
			}
			if (success) {
				this.logins.succeeded(token, target, startedAt);
			}
		}
	}

}
