package io.github.salesforcejwt.autoconfigure;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.github.salesforcejwt.PunctualSharedSessionStore;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionEvent;
import io.github.salesforcejwt.SalesforceSessionListener;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.SharedSessionStore;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.keys.SigningKeysFactory;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.micrometer.observation.ObservationRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Creates the session of an org from its properties, or from connection details.
 */
public final class SalesforceSessionFactory {

	private static final Log logger = LogFactory.getLog(SalesforceSessionFactory.class);

	private final OrgPropertiesResolver properties;

	private final SalesforceConnectionDetails connectionDetails;

	private final SalesforceHttp http;

	private final SigningKeysFactory signingKeys;

	private final ObservationRegistry observationRegistry;

	private final Clock clock;

	private final List<SalesforceSessionListener> listeners;

	private final @Nullable SharedSessionStore sharedSessionStore;

	private final Map<ClientHttpRequestFactory, SalesforceTokenClient> tokenClients = new ConcurrentHashMap<>();

	SalesforceSessionFactory(OrgPropertiesResolver properties, SalesforceConnectionDetails connectionDetails,
			SalesforceHttp http, SigningKeysFactory signingKeys, ObservationRegistry observationRegistry, Clock clock,
			List<SalesforceSessionListener> listeners, @Nullable SharedSessionStore sharedSessionStore) {
		this.properties = properties;
		this.connectionDetails = connectionDetails;
		this.http = http;
		this.signingKeys = signingKeys;
		this.observationRegistry = observationRegistry;
		this.clock = clock;
		this.listeners = listeners;
		this.sharedSessionStore = (sharedSessionStore != null) ? new PunctualSharedSessionStore(sharedSessionStore)
				: null;
	}

	/**
	 * Create the sessions of all orgs.
	 * @throws InvalidSalesforceConfigurationException if properties of any org cannot be
	 * used; it names all of them
	 */
	Map<String, SalesforceSession> createAll(Set<String> ids) {
		Map<String, SalesforceSession> sessions = new LinkedHashMap<>();
		List<InvalidSalesforceConfigurationException> failures = new ArrayList<>();
		ids.forEach((id) -> {
			SalesforceSession session = attempt(() -> create(id), failures);
			if (session != null) {
				sessions.put(id, session);
			}
		});
		failures.addAll(this.properties.failures());
		if (!failures.isEmpty()) {
			throw InvalidSalesforceConfigurationException.of(failures);
		}
		return sessions;
	}

	/**
	 * Create the session of an org.
	 * @param id the id of the org
	 * @return a new session, which has not logged in
	 * @throws InvalidSalesforceConfigurationException if properties of the org cannot be
	 * used
	 */
	public SalesforceSession create(String id) {
		SalesforceOrgProperties properties = this.properties.get(id);
		SalesforceConnectionDetails details = SalesforceOrgs.DEFAULT_ID.equals(id) ? this.connectionDetails
				: new PropertiesSalesforceConnectionDetails(properties);
		SalesforcePropertiesMapper mapper = new SalesforcePropertiesMapper(id, properties, details);
		List<InvalidSalesforceConfigurationException> failures = new ArrayList<>(this.properties.failures(id));
		SalesforceRegistration registration = attempt(mapper::map, failures);
		SigningKeys keys = mapper.isSigned() ? attempt(() -> signingKeys(id, properties, details), failures) : null;
		attempt(() -> this.http.forLogin(id), failures);
		Consumer<SalesforceSession.Builder> calls = attempt(new SalesforceCallPropertiesMapper(id, properties)::map,
				failures);
		if (registration == null || calls == null || !failures.isEmpty()) {
			throw InvalidSalesforceConfigurationException.of(failures);
		}
		SalesforceSession.Builder session = SalesforceSession.withRegistration(registration)
			.signingKeys(keys)
			.tokenClient(tokenClient(requestFactory(id)))
			.loginTimeout(properties.getConnectTimeout().plus(properties.getReadTimeout()))
			.observationRegistry(this.observationRegistry)
			.sharedSessionStore(this.sharedSessionStore)
			.clock(this.clock);
		calls.accept(session);
		this.listeners.forEach(session::listener);
		return session.build();
	}

	private static <T> @Nullable T attempt(Supplier<T> value, List<InvalidSalesforceConfigurationException> failures) {
		try {
			return value.get();
		}
		catch (InvalidSalesforceConfigurationException ex) {
			failures.add(ex);
			return null;
		}
	}

	private SigningKeys signingKeys(String id, SalesforceOrgProperties properties,
			SalesforceConnectionDetails details) {
		String prefix = SalesforceOrgs.prefix(id);
		return (details instanceof PropertiesSalesforceConnectionDetails)
				? this.signingKeys.create(id, prefix, properties)
				: this.signingKeys.create(prefix, details.getPrivateKey(), null, null);
	}

	/**
	 * Orgs share what sends their logins, since each costs a thread for a while.
	 */
	private SalesforceTokenClient tokenClient(ClientHttpRequestFactory requestFactory) {
		return this.tokenClients.computeIfAbsent(requestFactory,
				(factory) -> new SalesforceTokenClient(factory, this.observationRegistry));
	}

	/**
	 * Return what sends the logins of an org, within its time-outs.
	 * @param id the id of the org
	 * @return the request factory, which follows no redirect
	 */
	public ClientHttpRequestFactory requestFactory(String id) {
		return this.http.forLogin(id);
	}

	/**
	 * Report that an org of run time is no longer kept.
	 */
	void evicted(String id) {
		SalesforceSessionEvent event = new SalesforceSessionEvent.OrgEvicted(id, null, this.clock.instant());
		for (SalesforceSessionListener listener : this.listeners) {
			try {
				listener.onEvent(event);
			}
			catch (RuntimeException ex) {
				logger.warn("A listener of the Salesforce org '" + id + "' failed", ex);
			}
		}
	}

	boolean isVerifiedOnStartup(String id) {
		return this.properties.get(id).isVerifyOnStartup();
	}

}
