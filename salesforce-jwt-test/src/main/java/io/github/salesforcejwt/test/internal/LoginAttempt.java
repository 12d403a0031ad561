package io.github.salesforcejwt.test.internal;

import java.time.Instant;
import java.util.Map;

import io.github.salesforcejwt.test.LoginEvent;
import io.github.salesforcejwt.test.internal.data.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request for a token, and what is learnt about it on the way.
 */
final class LoginAttempt {

	private final Site site;

	private final Map<String, String> form;

	private final Instant time;

	private final String origin;

	private @Nullable Org org;

	private String username = "";

	private String subType = "";

	LoginAttempt(Site site, ApiRequest request, Instant time) {
		this.site = site;
		this.form = Form.withBasicCredentials(request);
		this.time = time;
		this.origin = site.origin(request);
		this.org = site.org();
	}

	Site site() {
		return this.site;
	}

	Map<String, String> form() {
		return this.form;
	}

	Instant time() {
		return this.time;
	}

	/** The site, by the name that the caller knows it by. */
	String origin() {
		return this.origin;
	}

	void flow(String subType) {
		this.subType = subType;
	}

	void user(@Nullable String username) {
		this.username = (username != null) ? username : "";
	}

	Org orgOfApp(Salesforce salesforce, @Nullable String clientId) throws OAuthError {
		Org found = salesforce.orgOfApp(clientId);
		if (found == null) {
			throw new OAuthError("invalid_client_id", "client identifier invalid");
		}
		if (!this.site.admits(found)) {
			throw new OAuthError("app_not_found", "External client app is not installed in this org");
		}
		this.org = found;
		return found;
	}

	void record(String status) {
		if (this.org != null) {
			this.org.logins().add(new LoginEvent(this.time, this.username, this.subType, status));
		}
	}

}
