package io.github.salesforcejwt;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.client.RestClient;

/**
 * The Salesforce orgs of this application, to choose one by its id in code. An
 * application with one org injects its {@link RestClient} instead.
 */
public final class SalesforceClients {

	private final Map<String, SalesforceSession> sessions;

	private final Map<String, SingletonSupplier<RestClient>> restClients = new LinkedHashMap<>();

	private final Function<SalesforceSession, RestClient> restClient;

	/**
	 * Create the clients.
	 * @param sessions the session of each org, by id
	 * @param restClient makes the client of a session, when it is first asked for
	 */
	public SalesforceClients(Map<String, SalesforceSession> sessions,
			Function<SalesforceSession, RestClient> restClient) {
		this.sessions = new LinkedHashMap<>(sessions);
		this.restClient = restClient;
		this.sessions
			.forEach((id, session) -> this.restClients.put(id, SingletonSupplier.of(() -> restClient.apply(session))));
	}

	/**
	 * Return the ids of all orgs.
	 * @return the ids, the org at the top of {@code salesforce.jwt} under the id
	 * {@code salesforce}
	 */
	public Set<String> getIds() {
		return Collections.unmodifiableSet(this.sessions.keySet());
	}

	/**
	 * Return the client of an org.
	 * @param id the id of the org
	 * @return the client: logged in, and its relative URIs are those of the instance URL
	 * @throws IllegalArgumentException if there is no such org; the message lists those
	 * that there are
	 */
	public RestClient restClient(String id) {
		return get(this.restClients, id).obtain();
	}

	/**
	 * Return the session of an org, for a client that is not HTTP.
	 * @param id the id of the org
	 * @return the session
	 * @throws IllegalArgumentException if there is no such org; the message lists those
	 * that there are
	 */
	public SalesforceSession session(String id) {
		return get(this.sessions, id);
	}

	/**
	 * Create a client of an org that is bound to one of its users: each call is made as
	 * that user. Keep it, since to create one takes longer than a call. To choose the
	 * user for each call, use the attribute
	 * {@link SalesforceRequestAttributes#username(String)} instead.
	 * @param id the id of the org
	 * @param username the user name in Salesforce. It must come from the application's
	 * own mapping, never from a request.
	 * @return a new client
	 * @throws IllegalArgumentException if there is no such org, or if no user can have
	 * this name
	 * @throws IllegalStateException if the org is logged in to by client credentials
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
	 * @throws IllegalStateException if the org is logged in to by client credentials, or
	 * if all sessions that it may have are busy with logins and refusals
	 */
	public SalesforceSession session(String id, String username) {
		return session(id).ofUser(username);
	}

	/**
	 * Return a provider for an {@code OAuth2AuthorizedClientManager} of the application's
	 * own, beside the providers of its other registrations. It asks the session of the
	 * org each time, so that such a manager shares it; and it answers {@code null} for a
	 * registration that is not that of an org: one with its id, consumer key and grant.
	 * So a registration that only bears the name of an org, such as one users sign in by,
	 * does not get the token of the integration user.
	 * @return the provider
	 * @see #clientRegistration
	 */
	public OAuth2AuthorizedClientProvider authorizedClientProvider() {
		return (context) -> {
			ClientRegistration registration = context.getClientRegistration();
			SalesforceSession session = this.sessions.get(registration.getRegistrationId());
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
	 * that there are
	 */
	public ClientRegistration clientRegistration(String id) {
		return ClientRegistration.withClientRegistration(session(id).getRegistration().getClientRegistration())
			.clientSecret(null)
			.build();
	}

	private static boolean isSame(ClientRegistration registration, ClientRegistration ours) {
		return registration.getClientId().equals(ours.getClientId())
				&& registration.getAuthorizationGrantType().equals(ours.getAuthorizationGrantType());
	}

	static <T> T get(Map<String, T> byId, String id) {
		T value = byId.get(id);
		if (value == null) {
			throw new IllegalArgumentException(
					"There is no Salesforce org with the id '" + id + "'. Known ids: " + byId.keySet());
		}
		return value;
	}

}
