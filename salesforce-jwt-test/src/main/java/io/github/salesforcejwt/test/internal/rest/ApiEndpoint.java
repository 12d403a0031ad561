package io.github.salesforcejwt.test.internal.rest;

import java.util.Set;
import java.util.regex.Pattern;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.data.Caller;
import io.github.salesforcejwt.test.internal.endpoint.Endpoint;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.BearerToken;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.ApexClasses;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Session;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of an org's APIs: only valid tokens pass, and each call is counted.
 */
public final class ApiEndpoint implements Endpoint {

	private static final String USAGE = "Sforce-Limit-Info";

	private static final Set<String> PATHS = Set.of("/services/data", "/services/data/*", "/services/async/*",
			ApexClasses.ROOT + "*");

	private static final Pattern VERSIONS = Pattern.compile("/services/data/?");

	private static final Pattern LIMITS = Pattern.compile("/services/data/v\\d+\\.0/limits/?");

	@Override
	public Set<String> paths() {
		return PATHS;
	}

	@Override
	public Reply answer(Inbound inbound) {
		Org org = inbound.site().org();
		if (org == null) {
			return Reply.of(Answers.notFound());
		}
		return org.script().calls().take(inbound.path(), inbound.time()).orElse(() -> answer(org, inbound));
	}

	@Override
	public void done(Inbound inbound) {
		Org org = inbound.site().org();
		if (org != null) {
			org.callsInProgress().end(inbound);
		}
	}

	private static Reply answer(Org org, Inbound inbound) {
		if (VERSIONS.matcher(inbound.path()).matches()) {
			return Reply.of(org.data().handle(inbound.request()));
		}
		if (org.instance() != inbound.site().address() && org.redirectStatus() != 0) {
			return Reply.of(Answers.redirect(org.redirectStatus(), org.instance().origin() + inbound.target()));
		}
		Session session = session(org, inbound);
		if (session == null) {
			return Reply.of(refusal(inbound));
		}
		if (!org.usage().count()) {
			return Reply.of(withUsage(org, Answers.requestLimitExceeded()));
		}
		if (!org.callsInProgress().begin(inbound, inbound.time())) {
			return Reply.of(withUsage(org, Answers.concurrentLimitExceeded()));
		}
		return authorized(org, inbound, session);
	}

	/** The session of the caller's token, {@code null} if it is not valid. */
	private static @Nullable Session session(Org org, Inbound inbound) {
		String bulkSession = inbound.request().headers().get("x-sfdc-session");
		String token = (isBulk1(inbound) && bulkSession != null) ? bulkSession
				: BearerToken.of(inbound.request().headers().get("authorization"));
		return (org.instance() == inbound.site().address()) ? org.sessions().use(token, inbound.time()) : null;
	}

	private static ApiResponse refusal(Inbound inbound) {
		String authorization = inbound.request().headers().get("authorization");
		boolean bulkSession = inbound.request().headers().containsKey("x-sfdc-session");
		if (authorization != null && !bulkSession && BearerToken.of(authorization) == null) {
			return Answers.error(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE");
		}
		return isBulk1(inbound) ? Answers.bulkSessionExpired() : Answers.sessionExpired();
	}

	private static boolean isBulk1(Inbound inbound) {
		return inbound.path().startsWith("/services/async/");
	}

	private static Reply authorized(Org org, Inbound inbound, Session session) {
		ApiRequest request = inbound.request();
		String path = request.path();
		if (path.startsWith(ApexClasses.ROOT)) {
			return org.apex().run(path).withHeader(USAGE, org.usage().header());
		}
		ApiResponse response = Answers.notFound();
		if (LIMITS.matcher(path).matches()) {
			response = request.method().matches("GET|HEAD") ? Answers.json(200, org.usage().limits())
					: Answers.error(405, "METHOD_NOT_ALLOWED",
							"HTTP Method '%s' not allowed. Allowed are GET,HEAD".formatted(request.method()));
		}
		else if (path.startsWith("/services/data/")) {
			String userId = session.user().id();
			response = org.data()
				.handle(request, new Caller(userId, inbound.origin() + "/id/" + org.orgId() + "/" + userId));
		}
		return Reply.of(withUsage(org, response));
	}

	private static ApiResponse withUsage(Org org, ApiResponse response) {
		return Answers.withHeader(response, USAGE, org.usage().header());
	}

}
