package io.github.salesforcejwt;

import java.util.function.Function;

import org.springframework.web.reactive.function.client.WebClient;

/**
 * The reactive clients of the Salesforce orgs of this application. They share the session
 * of each org with {@link SalesforceClients}.
 */
public final class SalesforceWebClients {

	private final ClientsOfSessions<WebClient> webClients;

	private final SalesforceClients clients;

	private final Function<SalesforceSession, WebClient> webClient;

	/**
	 * Create the clients.
	 * @param clients the orgs
	 * @param webClient makes the client of a session, when it is first asked for
	 */
	public SalesforceWebClients(SalesforceClients clients, Function<SalesforceSession, WebClient> webClient) {
		this.clients = clients;
		this.webClient = webClient;
		this.webClients = clients.clients(webClient);
	}

	/**
	 * Return the reactive client of an org.
	 * @param id the id of the org
	 * @return the client: logged in, and its relative URIs are those of the instance URL
	 * @throws IllegalArgumentException if there is no such org; the message lists those
	 * that exist, or names the bean that does not know it
	 */
	public WebClient webClient(String id) {
		return this.webClients.get(this.clients.session(id));
	}

	/**
	 * Create a reactive client of an org that is bound to one of its users.
	 * @param id the id of the org
	 * @param username the user name in Salesforce. It must come from the application's
	 * own mapping, never from a request.
	 * @return a new client
	 * @throws IllegalArgumentException if there is no such org, or if no user can have
	 * this name
	 * @throws IllegalStateException if the org uses client credentials
	 * @see SalesforceClients#restClient(String, String)
	 */
	public WebClient webClient(String id, String username) {
		return this.webClient.apply(this.clients.session(id, username));
	}

}
