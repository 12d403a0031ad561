package io.github.salesforcejwt.test;

import java.nio.file.Path;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.salesforcejwt.test.internal.console.ConsolePage;
import io.github.salesforcejwt.test.internal.control.ControlEndpoint;
import io.github.salesforcejwt.test.internal.org.Keys;
import io.github.salesforcejwt.test.internal.standin.LocalOrg;
import io.github.salesforcejwt.test.internal.standin.OrgSpec;
import io.github.salesforcejwt.test.internal.standin.StandIn;
import io.github.salesforcejwt.test.internal.tls.ServerCertificates;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in Salesforce in this process, on ports of the loopback interface. It starts
 * with one org, whose one user may log in; more orgs can be added. Thread-safe.
 */
public final class SalesforceServer implements AutoCloseable {

	/**
	 * The id of the org that each server starts with.
	 */
	public static final String DEFAULT_ORG = "salesforce";

	private final @Nullable ServerCertificates certificates;

	private final StandIn standIn;

	private final Map<String, SalesforceOrg> orgs = new ConcurrentHashMap<>();

	private SalesforceServer(Builder builder) {
		this.certificates = (builder.https) ? new ServerCertificates(builder.hosts, builder.clientCertificate) : null;
		this.standIn = new StandIn(new StandIn.Settings(builder.clock, builder.tokenLifetime, builder.latency,
				builder.address, this.certificates));
		if (builder.control != Control.OFF) {
			this.standIn.add(new ConsolePage());
			this.standIn.add(new ControlEndpoint(this.standIn, builder.control == Control.ANYONE, builder.hosts));
		}
		this.standIn.addOrg(builder.org());
		builder.places.forEach((port) -> this.standIn.setAside(port, ""));
	}

	/**
	 * Start a server with the defaults: a free port, the system's clock, sessions that
	 * time out after two hours.
	 * @return the running server
	 */
	public static SalesforceServer start() {
		return builder().start();
	}

	/**
	 * Return a builder for a server.
	 * @return the builder
	 */
	public static Builder builder() {
		return new Builder();
	}

	/**
	 * Return the origin at which the first org is reached and logs in.
	 * @return the origin, such as {@code http://localhost:8080}
	 */
	public String url() {
		return org().url();
	}

	/**
	 * Return the properties that log an application in to the first org.
	 * @return the four values by their names, from {@code salesforce.jwt.client-id} on
	 */
	public Map<String, String> properties() {
		return org().properties("salesforce.jwt");
	}

	/**
	 * Return the org that the server started with.
	 * @return the org
	 */
	public SalesforceOrg org() {
		return org(DEFAULT_ORG);
	}

	/**
	 * Return an org.
	 * @param id its id
	 * @return the org
	 * @throws IllegalArgumentException if there is no org with that id
	 */
	public SalesforceOrg org(String id) {
		LocalOrg org = this.standIn.org(id);
		return this.orgs.computeIfAbsent(id, (key) -> new SalesforceOrg(org));
	}

	/**
	 * Add an org, with an app, a key and a pre-authorized user of its own.
	 * @param id its id, not taken yet
	 * @return the org
	 * @throws IllegalArgumentException if the id is taken
	 */
	public SalesforceOrg addOrg(String id) {
		this.standIn.addOrg(new OrgSpec(id, Keys.clientId(), OrgSpec.username(id), null, 0, ""));
		return org(id);
	}

	/**
	 * Return a stand-in for {@code login.salesforce.com}, where orgs that are not
	 * sandboxes log in.
	 * @return the origin
	 */
	public String productionLoginUrl() {
		return this.standIn.loginUrl(false);
	}

	/**
	 * Return a stand-in for {@code test.salesforce.com}, where sandboxes log in.
	 * @return the origin
	 */
	public String sandboxLoginUrl() {
		return this.standIn.loginUrl(true);
	}

	/**
	 * Return the certificate that a client of https must trust.
	 * @return the PEM text of the CA certificate
	 * @throws IllegalStateException if the server speaks plain http
	 */
	public String caCertificate() {
		return certificates().authority();
	}

	/**
	 * Return the properties of an SSL bundle of Spring Boot for clients of https: it
	 * trusts the server, and shows a client certificate if the server demands one.
	 * @param name the name of the bundle
	 * @return the properties, below {@code spring.ssl.bundle.pem}
	 * @throws IllegalStateException if the server speaks plain http
	 */
	public Map<String, String> sslBundle(String name) {
		return certificates().bundle(name);
	}

	/**
	 * Write what clients of https need to files: {@code ca.pem}, and {@code client.pem}
	 * and {@code client-key.pem} for a server that demands a certificate.
	 * @param directory where to write them
	 * @throws IllegalStateException if the server speaks plain http
	 */
	public void writeCertificates(Path directory) {
		certificates().write(directory);
	}

	private ServerCertificates certificates() {
		if (this.certificates == null) {
			throw new IllegalStateException("The server speaks plain http: start it with builder().https()");
		}
		return this.certificates;
	}

	/**
	 * Clear the scenarios of all orgs: faults, delays, refusals and dead tokens.
	 * Sessions, records and counters stay.
	 */
	public void clearScenarios() {
		this.standIn.clearScenarios();
	}

	/**
	 * Stop for a while, and start again at the same addresses with the same sessions,
	 * records and counters. Connections are cut off, and new ones are refused in the
	 * meantime. Returns when the server is back.
	 * @param outage how long nothing answers
	 */
	public void restart(Duration outage) {
		this.standIn.restart(outage);
	}

	@Override
	public void close() {
		this.standIn.close();
	}

	/**
	 * Who may use the control API. Pages of other sites may never use it.
	 */
	public enum Control {

		/**
		 * Nobody: the control API is off.
		 */
		OFF,

		/**
		 * Callers on this machine.
		 */
		THIS_MACHINE,

		/**
		 * Callers from anywhere, as required in a container.
		 */
		ANYONE

	}

	/**
	 * Describes a server before it starts.
	 */
	public static final class Builder {

		private Clock clock = Clock.systemUTC();

		private Duration tokenLifetime = Duration.ofHours(2);

		private Duration latency = Duration.ZERO;

		private String address = "127.0.0.1";

		private Control control = Control.THIS_MACHINE;

		private final Set<String> hosts = new LinkedHashSet<>();

		private boolean https;

		private boolean clientCertificate;

		private final List<Integer> places = new ArrayList<>();

		private int port;

		private String clientId = Keys.clientId();

		private @Nullable String username;

		private @Nullable RSAPublicKey publicKey;

		private Builder() {
		}

		/**
		 * Set the clock that sessions, expiries and the {@code Date} header follow.
		 * @param clock the clock
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			this.clock = clock;
			return this;
		}

		/**
		 * Set how long a session can be unused before it times out. As in Salesforce,
		 * only a use in the second half of that time extends it.
		 * @param tokenLifetime the time-out, two hours by default
		 * @return this builder
		 */
		public Builder tokenLifetime(Duration tokenLifetime) {
			this.tokenLifetime = tokenLifetime;
			return this;
		}

		/**
		 * Set how long each answer takes.
		 * @param latency the time, none by default
		 * @return this builder
		 */
		public Builder latency(Duration latency) {
			this.latency = latency;
			return this;
		}

		/**
		 * Set the address to listen on.
		 * @param address the address of an interface, {@code 127.0.0.1} by default;
		 * {@code 0.0.0.0} for all
		 * @return this builder
		 */
		public Builder address(String address) {
			this.address = address;
			return this;
		}

		/**
		 * Set who may use the control API, which is below {@code /__stand-in}.
		 * @param control who may use it, callers on this machine by default
		 * @return this builder
		 */
		public Builder control(Control control) {
			this.control = control;
			return this;
		}

		/**
		 * Add a name by which the server is reached, in addition to {@code localhost}: it
		 * is in the certificate of https, and the control API answers to it.
		 * @param host the name of the host
		 * @return this builder
		 */
		public Builder host(String host) {
			this.hosts.add(host);
			return this;
		}

		/**
		 * Use https instead of http, with a certificate that is generated when the server
		 * starts.
		 * @return this builder
		 * @see SalesforceServer#sslBundle
		 */
		public Builder https() {
			this.https = true;
			return this;
		}

		/**
		 * Use https, and require a certificate from each client.
		 * @return this builder
		 * @see SalesforceServer#sslBundle
		 */
		public Builder httpsWithClientCertificate() {
			this.clientCertificate = true;
			return https();
		}

		/**
		 * Set the port of the first org.
		 * @param port the port, 0 for a free one
		 * @return this builder
		 */
		public Builder port(int port) {
			this.port = port;
			return this;
		}

		/**
		 * Reserve a port for a further host: an org, an instance or a login host. Then
		 * only such ports are taken, since callers may reach no others.
		 * @param port the port
		 * @return this builder
		 */
		public Builder place(int port) {
			this.places.add(port);
			return this;
		}

		/**
		 * Set the consumer key of the first org's app, generated by default.
		 * @param clientId the consumer key
		 * @return this builder
		 */
		public Builder clientId(String clientId) {
			this.clientId = clientId;
			return this;
		}

		/**
		 * Set the user of the first org who may log in.
		 * @param username the username
		 * @return this builder
		 */
		public Builder username(String username) {
			this.username = username;
			return this;
		}

		/**
		 * Set the certificate of the first org's app. The caller keeps the private key;
		 * without a certificate a key is generated.
		 * @param pem the PEM text of the certificate, or of a bare public key
		 * @return this builder
		 * @throws IllegalArgumentException if the text holds no RSA key
		 */
		public Builder certificate(String pem) {
			this.publicKey = Keys.publicKey(pem);
			return this;
		}

		private OrgSpec org() {
			String username = (this.username != null) ? this.username : OrgSpec.username(DEFAULT_ORG);
			return new OrgSpec(DEFAULT_ORG, this.clientId, username, this.publicKey, this.port, "");
		}

		/**
		 * Start the server.
		 * @return the running server
		 */
		public SalesforceServer start() {
			return new SalesforceServer(this);
		}

	}

}
