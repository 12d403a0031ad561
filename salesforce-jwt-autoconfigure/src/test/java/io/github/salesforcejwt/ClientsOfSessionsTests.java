package io.github.salesforcejwt;

import java.net.URI;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientsOfSessions}.
 */
class ClientsOfSessionsTests {

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final SalesforceSession first = this.test.build();

	private final SalesforceSession second = this.test.build();

	@Test
	void sessionHasOneClientAndTheNextSessionOfItsOrgAnother() {
		ClientsOfSessions<Object> clients = new ClientsOfSessions<>((session) -> new Object(), (session) -> true);
		Object client = clients.get(this.first);
		assertThat(clients.get(this.first)).isSameAs(client);
		Object next = clients.get(this.second);
		assertThat(next).isNotSameAs(client);
		assertThat(clients.get(this.second)).isSameAs(next);
		clients.remove("acme");
		assertThat(clients.get(this.second)).isNotSameAs(next);
	}

	@Test
	void clientOfASessionThatIsNotKeptIsNotKeptEither() {
		ClientsOfSessions<Object> clients = new ClientsOfSessions<>((session) -> new Object(), (session) -> false);
		assertThat(clients.get(this.first)).isNotSameAs(clients.get(this.first));
	}

}
