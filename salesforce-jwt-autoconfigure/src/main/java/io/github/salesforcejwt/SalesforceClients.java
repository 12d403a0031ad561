package io.github.salesforcejwt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.web.client.RestClient;

/**
 * The Salesforce orgs of this application, to choose one in code by its id. An
 * application with one org injects its {@link RestClient} instead.
 */
public final class SalesforceClients {

	private final Map<String, SalesforceSession> sessions;

	private final @Nullable SessionsOfOrgs further;

	private final Function<SalesforceSession, RestClient> restClient;

	private final ClientsOfSessions<RestClient> restClients;

	private final List<Consumer<String>> evictionListeners = new CopyOnWriteArrayList<>();

	/**
	 * Create the clients.
	 * @param sessions the session of each org, by id
	 * @param restClient makes the client of a session, when it is first asked for
	 */
	public SalesforceClients(Map<String, SalesforceSession> sessions,
			Function<SalesforceSession, RestClient> restClient) {
		this(sessions, null, restClient);
	}

	/**
	 * Create the clients of orgs of which some come and go at run time.
	 * @param sessions the session of each org that is configured, by id
	 * @param further creates the sessions of other orgs, or {@code null} if there are
	 * none
	 * @param restClient makes the client of a session, when it is first asked for
	 */
	public SalesforceClients(Map<String, SalesforceSession> sessions, @Nullable SalesforceSessionSource further,
			Function<SalesforceSession, RestClient> restClient) {
		this(sessions, further, restClient, Ticker.SYSTEM);
	}

	SalesforceClients(Map<String, SalesforceSession> sessions, @Nullable SalesforceSessionSource further,
			Function<SalesforceSession, RestClient> restClient, Ticker ticker) {
		this.sessions = new LinkedHashMap<>(sessions);
		this.further = (further != null) ? new SessionsOfOrgs(new Watched(further), ticker) : null;
		this.restClient = restClient;
		this.restClients = clients(restClient);
	}

	<C> ClientsOfSessions<C> clients(Function<SalesforceSession, C> factory) {
		ClientsOfSessions<C> clients = new ClientsOfSessions<>(factory,
				(session) -> find(session.getRegistration().getId()) == session);
		this.evictionListeners.add(clients::remove);
		return clients;
	}

	/**
	 * Return the ids of the orgs that are configured.
	 * @return the ids, the org at the top of {@code salesforce.jwt} under the id
	 * {@code salesforce}; not those of orgs that come and go at run time
	 */
	public Set<String> getIds() {
		return Collections.unmodifiableSet(this.sessions.keySet());
	}

	/**
	 * Return the sessions that there are now: those of the orgs that are configured, and
	 * of the orgs of run time that are kept.
	 * @return a snapshot, by the ids of the orgs
	 */
	public Map<String, SalesforceSession> sessions() {
		Map<String, SalesforceSession> sessions = new LinkedHashMap<>(this.sessions);
		if (this.further != null) {
			this.further.sessions().forEach(sessions::putIfAbsent);
		}
		return sessions;
	}

	/**
	 * Return the client of an org.
	 * @param id the id of the org
	 * @return the client: logged in, and its relative URIs are those of the instance URL
	 * @throws IllegalArgumentException if there is no such org; the message lists those
	 * that exist, or names the bean that does not know it
	 */
	public RestClient restClient(String id) {
		return this.restClients.get(session(id));
	}

	/**
	 * Return the session of an org, for a client that does not use HTTP.
	 * @param id the id of the org
	 * @return the session
	 * @throws IllegalArgumentException if there is no such org; the message lists those
	 * that exist, or names the bean that does not know it
	 */
	public SalesforceSession session(String id) {
		SalesforceSession session = find(id);
		if (session != null) {
			return session;
		}
		if (this.further == null) {
			throw new IllegalArgumentException(
					"There is no Salesforce org with the id '" + id + "'. Known ids: " + this.sessions.keySet());
		}
		return this.further.get(id);
	}

	private @Nullable SalesforceSession find(String id) {
		SalesforceSession session = this.sessions.get(id);
		return (session != null || this.further == null) ? session : this.further.find(id);
	}

	/**
	 * Forget what is known of an org that comes and goes at run time, after a change of
	 * it: the next one to ask for the org gets a new session. Clients and sessions that
	 * were handed out before stay as they are. Does nothing if the org is not in use.
	 * @param id the id of the org
	 * @throws IllegalArgumentException if the org is configured, so that it does not
	 * change before the next start
	 */
	public void evict(String id) {
		if (this.sessions.containsKey(id)) {
			throw new IllegalArgumentException("The Salesforce org '" + id
					+ "' is configured, and its properties are read when the application starts. Restart it.");
		}
		if (this.further != null) {
			this.further.evict(id);
		}
	}

	/**
	 * Create a client of an org that is bound to one of its users: each call is made as
	 * that user. Keep it, since creating one takes longer than a call. To choose the user
	 * for each call, use the attribute
	 * {@link SalesforceRequestAttributes#username(String)} instead.
	 * @param id the id of the org
	 * @param username the user name in Salesforce. It must come from the application's
	 * own mapping, never from a request.
	 * @return a new client
	 * @throws IllegalArgumentException if there is no such org, or if no user can have
	 * this name
	 * @throws IllegalStateException if the org uses client credentials
	 */
	public RestClient restClient(String id, String username) {
		return this.restClient.apply(session(id, username));
	}

	/**
	 * Return the session of a user of an org. It is a session of its own: logged in with
	 * the key of the org, renewed and refused independently of all others.
	 * @param id the id of the org
	 * @param username the user name in Salesforce. It must come from the application's
	 * own mapping, never from a request.
	 * @return the session
	 * @throws IllegalArgumentException if there is no such org, or if no user can have
	 * this name
	 * @throws IllegalStateException if the org uses client credentials, or if all
	 * sessions that it may have are busy with logins and refusals
	 */
	public SalesforceSession session(String id, String username) {
		return session(id).ofUser(username);
	}

	/**
	 * Return a provider for an {@code OAuth2AuthorizedClientManager} of the application's
	 * own, beside the providers of its other registrations. It asks the session of the
	 * org each time, so that the manager shares it. It returns {@code null} for a
	 * registration that is not that of an org, that is, one with the org's id, consumer
	 * key and grant. So a registration that only has the same name as an org, such as one
	 * that users sign in with, does not get the token of the integration user. Nor is
	 * there an answer for an org of run time that is not in use.
	 * @return the provider
	 * @see #clientRegistration
	 */
	public OAuth2AuthorizedClientProvider authorizedClientProvider() {
		return (context) -> {
			ClientRegistration registration = context.getClientRegistration();
			SalesforceSession session = find(registration.getRegistrationId());
			return (session != null && isSame(registration, session.getRegistration().getClientRegistration()))
					? new OAuth2AuthorizedClient(registration, context.getPrincipal().getName(), session.accessToken())
					: null;
		};
	}

	/**
	 * Return the registration of an org, for a {@code ClientRegistrationRepository} of
	 * the application's own. It holds no client secret, which Spring Security would print
	 * and store in HTTP sessions; {@link #authorizedClientProvider()} needs none.
	 * @param id the id of the org
	 * @return the registration
	 * @throws IllegalArgumentException if there is no such org; the message lists those
	 * that exist, or names the bean that does not know it
	 */
	public ClientRegistration clientRegistration(String id) {
		return session(id).getRegistration().getClientRegistration();
	}

	private static boolean isSame(ClientRegistration registration, ClientRegistration ours) {
		return registration.getClientId().equals(ours.getClientId())
				&& registration.getAuthorizationGrantType().equals(ours.getAuthorizationGrantType());
	}

	/**
	 * Removes the clients of a session that is no longer kept.
	 */
	private final class Watched implements SalesforceSessionSource {

		private final SalesforceSessionSource source;

		Watched(SalesforceSessionSource source) {
			this.source = source;
		}

		@Override
		public SalesforceSession create(String id) {
			return this.source.create(id);
		}

		@Override
		public void evicted(String id) {
			SalesforceClients.this.evictionListeners.forEach((listener) -> listener.accept(id));
			this.source.evicted(id);
		}

		@Override
		public int maxSessions() {
			return this.source.maxSessions();
		}

	}

}
