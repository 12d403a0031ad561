package io.github.salesforcejwt.test.internal.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.salesforcejwt.test.internal.org.Site;
import io.github.salesforcejwt.test.internal.scenario.Places;

/**
 * The servers in process, each a host of Salesforce on a port of its own.
 */
public final class Hosts implements Places, AutoCloseable {

	// a delayed answer holds its thread, and the callers that wait for it may be many
	private static final int THREADS = 200;

	private final Dispatcher dispatcher;

	private final String bindAddress;

	private final List<Host> hosts = new CopyOnWriteArrayList<>();

	public Hosts(Dispatcher dispatcher, String bindAddress) {
		this.bindAddress = bindAddress;
		this.dispatcher = dispatcher;
	}

	/**
	 * Open a site.
	 * @param site the site
	 * @param port the port, 0 for a free one
	 * @param origin the origin that callers know it by, empty for the usual one
	 */
	@Override
	public void open(Site site, int port, String origin) {
		WireMockConfiguration options = WireMockConfiguration.options()
			.bindAddress(this.bindAddress)
			.containerThreads(THREADS)
			// Without TLS, an upgrade to HTTP/2 breaks off where a large body comes
			// with it
			.http2PlainDisabled(true)
			.disableRequestJournal()
			.stubRequestLoggingDisabled(true)
			.extensions(new WireMockFilter(this.dispatcher, site));
		WireMockServer server = new WireMockServer((port == 0) ? options.dynamicPort() : options.port(port));
		server.start();
		this.hosts.add(new Host(site, server));
		site.address().opened(origin.isEmpty() ? "http://localhost:" + server.port() : origin);
	}

	/**
	 * Close all sites, and open them again where they were.
	 * @param outage the time between
	 */
	public void restart(Duration outage) {
		Map<Site, Integer> ports = new LinkedHashMap<>();
		this.hosts.forEach((host) -> ports.put(host.site(), host.server().port()));
		close();
		LockSupport.parkNanos(outage.toNanos());
		ports.forEach((site, port) -> open(site, port, String.valueOf(site.address().origin())));
	}

	@Override
	public void close() {
		this.hosts.forEach((host) -> host.server().stop());
		this.hosts.clear();
	}

	private record Host(Site site, WireMockServer server) {
	}

}
