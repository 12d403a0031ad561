package io.github.salesforcejwt.test.internal.standin;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.salesforcejwt.test.internal.org.Keys;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.Site;
import io.github.salesforcejwt.test.internal.server.Dispatcher;
import io.github.salesforcejwt.test.internal.server.WireMockFilter;

/**
 * The stand-in as an extension that WireMock makes itself, in a container. The one org
 * comes from the environment, and its place is the name that callers know it by.
 */
public final class ContainerFilter implements StubRequestFilterV2 {

	/**
	 * Name of the variable with the consumer key.
	 */
	public static final String CLIENT_ID = "SALESFORCE_CLIENT_ID";

	/**
	 * Name of the variable with the user.
	 */
	public static final String USERNAME = "SALESFORCE_USERNAME";

	/**
	 * Name of the variable with the PEM text of the public key or certificate.
	 */
	public static final String PUBLIC_KEY = "SALESFORCE_PUBLIC_KEY";

	private final WireMockFilter filter;

	public ContainerFilter() {
		this(System.getenv());
	}

	private ContainerFilter(Map<String, String> environment) {
		Clock clock = Clock.systemUTC();
		Org org = new Org("salesforce", environment.getOrDefault(CLIENT_ID, ""),
				Keys.publicKey(environment.getOrDefault(PUBLIC_KEY, "")), environment.getOrDefault(USERNAME, ""),
				Duration.ofHours(2), clock);
		Orgs orgs = new Orgs();
		orgs.add(org);
		Dispatcher dispatcher = new Dispatcher(clock, Duration.ZERO);
		StandIn.endpoints(orgs).forEach(dispatcher::add);
		this.filter = new WireMockFilter(dispatcher, Site.home(org));
	}

	@Override
	public String getName() {
		return this.filter.getName();
	}

	@Override
	public RequestFilterAction filter(Request request, ServeEvent serveEvent) {
		return this.filter.filter(request, serveEvent);
	}

}
