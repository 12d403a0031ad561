package io.github.salesforcejwt.test.internal;

import java.time.Clock;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * The door of an org's APIs: only living tokens pass, and each call counts.
 */
final class RestEndpoint {

	private static final Pattern VERSIONS = Pattern.compile("/services/data/?");

	private static final Pattern LIMITS = Pattern.compile("/services/data/v\\d+\\.0/limits/?");

	private final Clock clock;

	RestEndpoint(Clock clock) {
		this.clock = clock;
	}

	static boolean covers(String path) {
		return path.equals("/services/data") || path.startsWith("/services/data/")
				|| path.startsWith("/services/async/") || path.startsWith("/services/apexrest/");
	}

	ApiResponse answer(Site site, Org org, ApiRequest request) {
		String path = request.path();
		if (VERSIONS.matcher(path).matches()) {
			return org.data().handle(request);
		}
		boolean bulk1 = path.startsWith("/services/async/");
		String bulkSession = request.headers().get("x-sfdc-session");
		String authorization = request.headers().get("authorization");
		if (authorization != null && bulkSession == null && bearer(authorization) == null) {
			return Answers.error(401, "INVALID_AUTH_HEADER", "INVALID_HEADER_TYPE");
		}
		String token = (bulk1 && bulkSession != null) ? bulkSession : bearer(authorization);
		if (org.instance() != site || org.sessions().use(token, this.clock.instant()) == null) {
			return (bulk1) ? Answers.bulkSessionExpired() : Answers.sessionExpired();
		}
		String usage = org.usage().count();
		return Answers.withHeader(authorized(org, request), "Sforce-Limit-Info", usage);
	}

	private static ApiResponse authorized(Org org, ApiRequest request) {
		String path = request.path();
		if (LIMITS.matcher(path).matches() && "GET".equals(request.method())) {
			return Answers.json(200, org.usage().limits());
		}
		return path.startsWith("/services/data/") ? org.data().handle(request) : Answers.notFound();
	}

	/**
	 * The token of a header, whose scheme is {@code Bearer} or Salesforce's
	 * {@code OAuth}.
	 */
	static @Nullable String bearer(@Nullable String authorization) {
		if (authorization == null) {
			return null;
		}
		String header = authorization.trim();
		int space = header.indexOf(' ');
		String scheme = ((space > 0) ? header.substring(0, space) : header).toLowerCase(Locale.ROOT);
		return (space > 0 && (scheme.equals("bearer") || scheme.equals("oauth"))) ? header.substring(space).trim()
				: null;
	}

}
