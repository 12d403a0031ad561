package io.github.salesforcejwt.test.internal.endpoint;

import java.time.Instant;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.org.Site;

/**
 * A request on its way in.
 *
 * @param site the host that it arrived at
 * @param origin that host, by the name that the caller knows it by
 * @param peer the address of the caller, empty if a proxy stands before it
 * @param request the request
 * @param time when it arrived
 */
public record Inbound(Site site, String origin, String peer, ApiRequest request, Instant time) {

	public String path() {
		return this.request.path();
	}

	/** The path with its query, encoded again. */
	public String target() {
		String query = Form.encode(this.request.query());
		return query.isEmpty() ? path() : path() + "?" + query;
	}

	/** The value of a header, empty if the request has none. */
	public String header(String name) {
		return this.request.headers().getOrDefault(name, "");
	}

}
