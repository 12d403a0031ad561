package io.github.salesforcejwt.test.internal.rest;

import java.util.regex.Pattern;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Endpoint;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.BearerToken;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Org;
import org.jspecify.annotations.Nullable;

/**
 * The door of an org's APIs: only living tokens pass, and each call counts.
 */
public final class ApiEndpoint implements Endpoint {

	private static final Pattern VERSIONS = Pattern.compile("/services/data/?");

	private static final Pattern LIMITS = Pattern.compile("/services/data/v\\d+\\.0/limits/?");

	@Override
	public boolean serves(String path) {
		return path.equals("/services/data") || path.startsWith("/services/data/")
				|| path.startsWith("/services/async/") || path.startsWith("/services/apexrest/");
	}

	@Override
	public Reply answer(Inbound inbound) {
		Org org = inbound.site().org();
		if (org == null) {
			return Reply.of(Answers.notFound());
		}
		return org.script().takeCall().orElse(() -> Reply.of(answer(org, inbound)));
	}

	private static ApiResponse answer(Org org, Inbound inbound) {
		ApiRequest request = inbound.request();
		String path = request.path();
		if (VERSIONS.matcher(path).matches()) {
			return org.data().handle(request);
		}
		boolean bulk1 = path.startsWith("/services/async/");
		String bulkSession = request.headers().get("x-sfdc-session");
		String authorization = request.headers().get("authorization");
		if (authorization != null && bulkSession == null && BearerToken.of(authorization) == null) {
			return Answers.error(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE");
		}
		String token = (bulk1 && bulkSession != null) ? bulkSession : BearerToken.of(authorization);
		if (!admits(org, inbound, token)) {
			return (bulk1) ? Answers.bulkSessionExpired() : Answers.sessionExpired();
		}
		String usage = org.usage().count();
		return Answers.withHeader(authorized(org, request), "Sforce-Limit-Info", usage);
	}

	private static boolean admits(Org org, Inbound inbound, @Nullable String token) {
		return org.instance() == inbound.site().address() && org.sessions().use(token, inbound.time()) != null;
	}

	private static ApiResponse authorized(Org org, ApiRequest request) {
		String path = request.path();
		if (LIMITS.matcher(path).matches() && "GET".equals(request.method())) {
			return Answers.json(200, org.usage().limits());
		}
		return path.startsWith("/services/data/") ? org.data().handle(request) : Answers.notFound();
	}

}
