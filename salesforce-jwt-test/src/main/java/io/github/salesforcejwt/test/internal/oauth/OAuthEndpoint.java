package io.github.salesforcejwt.test.internal.oauth;

import java.util.Map;

import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Endpoint;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that reports errors as specified by OAuth, and is also on the login hosts.
 */
abstract class OAuthEndpoint implements Endpoint {

	private final Orgs orgs;

	OAuthEndpoint(Orgs orgs) {
		this.orgs = orgs;
	}

	final Orgs orgs() {
		return this.orgs;
	}

	/** On a login host, the org whose app is named. */
	@Override
	public final @Nullable Org org(Inbound inbound) {
		if (inbound.site().org() != null) {
			return inbound.site().org();
		}
		Map<String, String> form = Form.withBasicCredentials(inbound.request());
		String clientId = form.get("client_id");
		try {
			return this.orgs.ofApp((clientId != null) ? clientId : Assertion.parse(form.get("assertion")).issuer());
		}
		catch (OAuthError ex) {
			return null;
		}
	}

	@Override
	public Reply answer(Inbound inbound) {
		try {
			return Reply.of(respond(inbound));
		}
		catch (OAuthError ex) {
			return Reply.of(ex.response());
		}
	}

	abstract ApiResponse respond(Inbound inbound) throws OAuthError;

}
