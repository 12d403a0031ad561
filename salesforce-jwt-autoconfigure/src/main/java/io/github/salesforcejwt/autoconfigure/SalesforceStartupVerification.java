package io.github.salesforcejwt.autoconfigure;

import java.util.function.Predicate;

import io.github.salesforcejwt.SalesforceClients;

import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Logs in to the orgs that ask for it, so that an application whose logins are refused
 * does not start.
 */
final class SalesforceStartupVerification implements SmartInitializingSingleton {

	private final SalesforceClients clients;

	private final Predicate<String> verified;

	SalesforceStartupVerification(SalesforceClients clients, Predicate<String> verified) {
		this.clients = clients;
		this.verified = verified;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.clients.getIds().stream().filter(this.verified).forEach((id) -> this.clients.session(id).accessToken());
	}

}
