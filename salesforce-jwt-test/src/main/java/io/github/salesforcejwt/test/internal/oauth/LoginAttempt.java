package io.github.salesforcejwt.test.internal.oauth;

import java.time.Instant;
import java.util.Map;

import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.org.LoginHistory;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.Site;
import io.github.salesforcejwt.test.internal.org.User;
import org.jspecify.annotations.Nullable;

/**
 * A request for a token, and what is known about it so far.
 */
final class LoginAttempt {

	private final Inbound inbound;

	private final Map<String, String> form;

	private @Nullable Org org;

	private String username = "";

	private String subType = "";

	LoginAttempt(Inbound inbound) {
		this.inbound = inbound;
		this.form = Form.withBasicCredentials(inbound.request());
		this.org = inbound.site().org();
	}

	Site site() {
		return this.inbound.site();
	}

	Map<String, String> form() {
		return this.form;
	}

	Instant time() {
		return this.inbound.time();
	}

	/** The site, by the name that the caller knows it by. */
	String origin() {
		return this.inbound.origin();
	}

	void flow(String subType) {
		this.subType = subType;
	}

	void user(@Nullable String username) {
		this.username = (username != null) ? username : "";
	}

	/** The org of an app that may be used on this site. */
	Org orgOfApp(Orgs orgs, @Nullable String clientId) throws OAuthError {
		Org found = orgs.ofApp(clientId);
		if (found == null) {
			throw new OAuthError("invalid_client_id", "client identifier invalid");
		}
		if (!site().admits(found)) {
			throw new OAuthError("app_not_found", "External client app is not installed in this org");
		}
		this.org = found;
		return found;
	}

	/** Refuse a user who may not log in at all, whatever the app. */
	static void admit(Org org, User user) throws OAuthError {
		if (!user.active()) {
			throw new OAuthError("invalid_grant", "inactive user");
		}
		if (org.loginIpsRestricted()) {
			throw new OAuthError("invalid_grant", "ip restricted");
		}
	}

	void record(String status) {
		if (this.org != null) {
			this.org.logins().add(new LoginHistory.Login(time(), this.username, this.subType, status));
		}
	}

}
