package io.github.salesforcejwt;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

import org.springframework.util.function.SingletonSupplier;

/**
 * The client of each session, created when it is first asked for.
 *
 * @param <C> the type of the clients
 */
final class ClientsOfSessions<C> {

	private final Function<SalesforceSession, C> factory;

	private final Predicate<SalesforceSession> kept;

	private final Map<String, Client<C>> clients = new ConcurrentHashMap<>();

	/**
	 * Create the clients.
	 * @param factory creates the client of a session
	 * @param kept whether a session is one that the next caller gets, too
	 */
	ClientsOfSessions(Function<SalesforceSession, C> factory, Predicate<SalesforceSession> kept) {
		this.factory = factory;
		this.kept = kept;
	}

	C get(SalesforceSession session) {
		String id = session.getRegistration().getId();
		Client<C> client = this.clients.get(id);
		if (client == null || client.session() != session) {
			client = this.clients.compute(id,
					(key, other) -> (other != null && other.session() == session) ? other : create(session));
			if (!this.kept.test(session)) {
				// evicted meanwhile: nobody would remove the client
				this.clients.remove(id, client);
			}
		}
		return client.client().obtain();
	}

	void remove(String id) {
		this.clients.remove(id);
	}

	private Client<C> create(SalesforceSession session) {
		return new Client<>(session, SingletonSupplier.of(() -> this.factory.apply(session)));
	}

	private record Client<C>(SalesforceSession session, SingletonSupplier<C> client) {
	}

}
