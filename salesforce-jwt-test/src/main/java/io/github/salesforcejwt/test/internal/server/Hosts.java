package io.github.salesforcejwt.test.internal.server;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.salesforcejwt.test.internal.org.Site;
import io.github.salesforcejwt.test.internal.scenario.Places;
import io.github.salesforcejwt.test.internal.tls.ServerCertificates;
import org.jspecify.annotations.Nullable;

/**
 * The in-process servers, each a host of Salesforce on a port of its own.
 */
public final class Hosts implements Places, AutoCloseable {

	// a delayed answer holds its thread, and the callers that wait for it may be many
	private static final int THREADS = 200;

	private final Dispatcher dispatcher;

	private final String bindAddress;

	private final @Nullable ServerCertificates certificates;

	private final List<Host> hosts = new CopyOnWriteArrayList<>();

	private final Queue<Place> setAside = new ConcurrentLinkedQueue<>();

	private volatile boolean onlySetAside;

	/**
	 * Create the hosts.
	 * @param dispatcher what answers the requests
	 * @param bindAddress the address to listen on
	 * @param certificates the certificates of https, {@code null} for plain http
	 */
	public Hosts(Dispatcher dispatcher, String bindAddress, @Nullable ServerCertificates certificates) {
		this.certificates = certificates;
		this.bindAddress = bindAddress;
		this.dispatcher = dispatcher;
	}

	/**
	 * Set a port aside for a further host. Then only such ports are taken, since callers
	 * may reach no others.
	 * @param port the port
	 * @param origin the origin that callers know it by, empty for the usual one
	 */
	public void setAside(int port, String origin) {
		this.onlySetAside = true;
		this.setAside.add(new Place(port, origin));
	}

	@Override
	public void open(Site site, int port, String origin) {
		if (port != 0 || !this.onlySetAside) {
			start(site, port, origin);
			return;
		}
		Place place = this.setAside.poll();
		if (place == null) {
			throw new IllegalArgumentException(
					"No port is left for a further host: start with more of them, as by --places=8081-8090");
		}
		start(site, place.port(), place.origin());
	}

	private void start(Site site, int port, String origin) {
		WireMockConfiguration options = WireMockConfiguration.options()
			.bindAddress(this.bindAddress)
			.containerThreads(THREADS)
			.httpServerFactory(ClosingHttpServer::new)
			// An answer that a restart cuts off is not mistaken for a complete one
			.useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
			// Without TLS, an upgrade to HTTP/2 breaks off when a large body comes
			// with it
			.http2PlainDisabled(true)
			.disableRequestJournal()
			.stubRequestLoggingDisabled(true)
			.extensions(new WireMockFilter(this.dispatcher, site));
		if (this.certificates != null) {
			secure(options, port, this.certificates);
		}
		else if (port == 0) {
			options.dynamicPort();
		}
		else {
			options.port(port);
		}
		WireMockServer server = new WireMockServer(options);
		server.start();
		this.hosts.add(new Host(site, server));
		site.address().opened(origin.isEmpty() ? origin(server) : origin);
	}

	private static void secure(WireMockConfiguration options, int port, ServerCertificates certificates) {
		options.httpDisabled(true)
			.http2TlsDisabled(true)
			.keystorePath(certificates.keyStore().toString())
			.keystoreType("PKCS12")
			.keystorePassword(ServerCertificates.PASSWORD)
			.keyManagerPassword(ServerCertificates.PASSWORD);
		if (certificates.clientDemanded()) {
			options.needClientAuth(true)
				.trustStorePath(certificates.trustStore().toString())
				.trustStoreType("PKCS12")
				.trustStorePassword(ServerCertificates.PASSWORD);
		}
		if (port == 0) {
			options.dynamicHttpsPort();
		}
		else {
			options.httpsPort(port);
		}
	}

	private int port(WireMockServer server) {
		return (this.certificates != null) ? server.httpsPort() : server.port();
	}

	private String origin(WireMockServer server) {
		return ((this.certificates != null) ? "https" : "http") + "://localhost:" + port(server);
	}

	/**
	 * Close all sites, and open them again where they were.
	 * @param outage the time between
	 */
	public void restart(Duration outage) {
		Map<Site, Integer> ports = new LinkedHashMap<>();
		this.hosts.forEach((host) -> ports.put(host.site(), port(host.server())));
		close();
		LockSupport.parkNanos(outage.toNanos());
		ports.forEach((site, port) -> start(site, port, String.valueOf(site.address().origin())));
	}

	@Override
	public void close() {
		this.hosts.forEach((host) -> host.server().stop());
		this.hosts.clear();
	}

	private record Place(int port, String origin) {
	}

	private record Host(Site site, WireMockServer server) {
	}

}
