package io.github.salesforcejwt.test.internal.server;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Site;
import org.jspecify.annotations.Nullable;

/**
 * The bridge from WireMock to {@link Dispatcher}: answers each request itself, so that no
 * stub is needed.
 */
final class WireMockFilter implements StubRequestFilterV2 {

	private final Dispatcher dispatcher;

	private final Site site;

	WireMockFilter(Dispatcher dispatcher, Site site) {
		this.dispatcher = dispatcher;
		this.site = site;
	}

	@Override
	public String getName() {
		return "salesforce";
	}

	@Override
	public RequestFilterAction filter(Request request, ServeEvent serveEvent) {
		Reply reply = this.dispatcher.handle(this.site, origin(request), peer(request), apiRequest(request));
		ResponseDefinitionBuilder definition = new ResponseDefinitionBuilder();
		ApiResponse response = reply.response();
		if (response != null) {
			definition.withStatus(response.status()).withBody(response.body());
			response.headers().forEach(definition::withHeader);
		}
		switch (reply.connection()) {
			case RESET -> definition.withFault(Fault.CONNECTION_RESET_BY_PEER);
			case CLOSED -> definition.withFault(Fault.EMPTY_RESPONSE);
			case KEPT -> {
			}
		}
		if (response != null && !reply.trickle().isZero()) {
			definition.withChunkedDribbleDelay(Math.max(1, response.body().length),
					Math.toIntExact(reply.trickle().toMillis()));
		}
		return RequestFilterAction.stopWith(definition.build());
	}

	/**
	 * The site, by the name that the caller knows it by, as reported by a proxy in front
	 * of it.
	 */
	private String origin(Request request) {
		String scheme = forwarded(request, "X-Forwarded-Proto", request.getScheme());
		String host = forwarded(request, "X-Forwarded-Host", request.getHeader("Host"));
		return (host != null) ? scheme + "://" + host : String.valueOf(this.site.address().origin());
	}

	/** The first of several proxies is the one that the caller sees. */
	private static @Nullable String forwarded(Request request, String name, @Nullable String otherwise) {
		String value = request.getHeader(name);
		return (value != null && !value.isBlank()) ? value.split(",")[0].trim() : otherwise;
	}

	/** Empty with a header that WireMock trusts although anyone can send it. */
	private static String peer(Request request) {
		return request.containsHeader("X-Forwarded-For") ? "" : request.getClientIp();
	}

	private static ApiRequest apiRequest(Request request) {
		String url = request.getUrl();
		int mark = url.indexOf('?');
		Map<String, String> headers = new LinkedHashMap<>();
		for (HttpHeader header : request.getHeaders().all()) {
			headers.put(header.key().toLowerCase(Locale.ROOT), String.join(", ", header.values()));
		}
		return new ApiRequest(request.getMethod().getName(), (mark < 0) ? url : url.substring(0, mark),
				(mark < 0) ? Map.of() : Form.parse(url.substring(mark + 1)), headers, request.getBody());
	}

}
