package io.github.salesforcejwt.test.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;

/**
 * The servers in process, each a host of Salesforce on a port of the loopback interface.
 */
public final class Hosts implements AutoCloseable {

	// a delayed answer holds its thread, and the callers that wait for it may be many
	private static final int THREADS = 200;

	private final Salesforce salesforce;

	private final List<WireMockServer> servers = new CopyOnWriteArrayList<>();

	public Hosts(Salesforce salesforce) {
		this.salesforce = salesforce;
	}

	/**
	 * Open a site on a free port.
	 * @param site the site
	 * @return the site's origin
	 */
	public String open(Site site) {
		return open(site, 0);
	}

	/**
	 * Open a site.
	 * @param site the site
	 * @param port the port, 0 for a free one
	 * @return the site's origin
	 */
	public String open(Site site, int port) {
		WireMockConfiguration options = WireMockConfiguration.options()
			.bindAddress("127.0.0.1")
			.containerThreads(THREADS)
			// Without TLS, an upgrade to HTTP/2 breaks off where a large body comes
			// with it
			.http2PlainDisabled(true)
			.disableRequestJournal()
			.stubRequestLoggingDisabled(true)
			.extensions(new SalesforceFilter(this.salesforce, site));
		WireMockServer server = new WireMockServer((port == 0) ? options.dynamicPort() : options.port(port));
		server.start();
		this.servers.add(server);
		String url = "http://localhost:" + server.port();
		site.opened(url);
		return url;
	}

	@Override
	public void close() {
		this.servers.forEach(WireMockServer::stop);
		this.servers.clear();
	}

}
