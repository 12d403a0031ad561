package io.github.salesforcejwt.test.internal.standin;

import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.endpoint.Endpoint;
import io.github.salesforcejwt.test.internal.oauth.ApprovalPage;
import io.github.salesforcejwt.test.internal.oauth.DiscoveryEndpoint;
import io.github.salesforcejwt.test.internal.oauth.IdentityEndpoint;
import io.github.salesforcejwt.test.internal.oauth.SessionEndpoint;
import io.github.salesforcejwt.test.internal.oauth.TokenEndpoint;
import io.github.salesforcejwt.test.internal.org.Keys;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Orgs;
import io.github.salesforcejwt.test.internal.org.Site;
import io.github.salesforcejwt.test.internal.rest.ApiEndpoint;
import io.github.salesforcejwt.test.internal.scenario.OrgCommand;
import io.github.salesforcejwt.test.internal.scenario.OrgContext;
import io.github.salesforcejwt.test.internal.server.Dispatcher;
import io.github.salesforcejwt.test.internal.server.Hosts;
import io.github.salesforcejwt.test.internal.tls.ServerCertificates;
import org.jspecify.annotations.Nullable;

/**
 * Puts the stand-in together: orgs, endpoints and hosts. Thread-safe.
 */
public final class StandIn implements AutoCloseable {

	private final Settings settings;

	private final Orgs states = new Orgs();

	private final Map<String, LocalOrg> orgs = new LinkedHashMap<>();

	private final Map<Boolean, Site> loginHosts = new LinkedHashMap<>();

	private final Dispatcher dispatcher;

	private final Hosts hosts;

	public StandIn(Settings settings) {
		this.settings = settings;
		this.dispatcher = new Dispatcher(settings.clock(), settings.latency());
		this.hosts = new Hosts(this.dispatcher, settings.bindAddress(), settings.certificates());
		endpoints(this.states).forEach(this.dispatcher::add);
	}

	private static List<Endpoint> endpoints(Orgs orgs) {
		return List.of(new ApiEndpoint(), new TokenEndpoint(orgs), new DiscoveryEndpoint(orgs),
				new IdentityEndpoint(orgs), new SessionEndpoint(orgs), new ApprovalPage(orgs));
	}

	/** Add an endpoint that is not one of Salesforce. */
	public void add(Endpoint endpoint) {
		this.dispatcher.add(endpoint);
	}

	/** The endpoints, in the order in which they are asked. */
	public List<Endpoint> endpoints() {
		return this.dispatcher.endpoints();
	}

	/**
	 * Set a port aside for a further host.
	 * @param port the port
	 * @param origin the origin that callers know it by, empty for the usual one
	 */
	public void setAside(int port, String origin) {
		this.hosts.setAside(port, origin);
	}

	/**
	 * Add an org.
	 * @param spec what it is like
	 * @return the org
	 * @throws IllegalArgumentException if its id is taken
	 */
	public LocalOrg addOrg(OrgSpec spec) {
		RSAPublicKey publicKey = spec.publicKey();
		String privateKey = null;
		if (publicKey == null) {
			KeyPair keys = Keys.ofOrg(spec.id());
			publicKey = (RSAPublicKey) keys.getPublic();
			privateKey = Keys.pem(keys.getPrivate());
		}
		synchronized (this.orgs) {
			if (this.orgs.containsKey(spec.id())) {
				throw new IllegalArgumentException(
						"The stand-in already has an org '" + spec.id() + "': take it by org(\"" + spec.id() + "\")");
			}
			Org org = new Org(spec.id(), spec.clientId(), publicKey, spec.username(), this.settings.tokenLifetime(),
					this.settings.clock());
			LocalOrg added = new LocalOrg(new OrgContext(org, this.hosts, this.settings.clock()), spec.username(),
					privateKey);
			this.states.add(org);
			this.orgs.put(spec.id(), added);
			this.hosts.open(Site.home(org), spec.port(), spec.url());
			return added;
		}
	}

	/**
	 * Return an org.
	 * @param id its id
	 * @return the org
	 * @throws IllegalArgumentException if there is no org with that id
	 */
	public LocalOrg org(String id) {
		synchronized (this.orgs) {
			LocalOrg org = this.orgs.get(id);
			if (org == null) {
				throw new IllegalArgumentException(
						"No org '" + id + "' among " + this.orgs.keySet() + ": add it by addOrg(\"" + id + "\") first");
			}
			return org;
		}
	}

	public List<LocalOrg> orgs() {
		synchronized (this.orgs) {
			return List.copyOf(this.orgs.values());
		}
	}

	/** The origin of one of the two login hosts, which is opened if necessary. */
	public String loginUrl(boolean sandboxes) {
		synchronized (this.loginHosts) {
			Site site = this.loginHosts.computeIfAbsent(sandboxes, (key) -> {
				Site host = Site.login(sandboxes);
				this.hosts.open(host, 0, "");
				return host;
			});
			return String.valueOf(site.address().origin());
		}
	}

	public void clearScenarios() {
		orgs().forEach((org) -> org.run(new OrgCommand.ClearScenarios()));
	}

	/** Stop for a while, and start again at the same addresses. */
	public void restart(Duration outage) {
		this.hosts.restart(outage);
	}

	@Override
	public void close() {
		this.hosts.close();
		this.states.close();
	}

	/**
	 * The settings that apply to all orgs.
	 *
	 * @param clock the clock that sessions and expiries follow
	 * @param tokenLifetime after how long without use a session times out
	 * @param latency how long each answer takes
	 * @param bindAddress the address to listen on
	 * @param certificates the certificates of https, {@code null} for plain http
	 */
	public record Settings(Clock clock, Duration tokenLifetime, Duration latency, String bindAddress,
			@Nullable ServerCertificates certificates) {
	}

}
