package io.github.salesforcejwt;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnreachableHost}.
 */
class UnreachableHostTests {

	private static final URI TARGET = URI.create("https://acme.my.salesforce.com:8443/services");

	@Test
	void hostWhoseNameDoesNotResolveIsNamedWhateverTheLibrarySays() {
		for (Throwable cause : new Throwable[] { new UnknownHostException("acme: Name or service not known"),
				new IOException(new UnresolvedAddressException()) }) {
			assertThat(UnreachableHost.isUnresolved(cause)).isTrue();
			assertThat(UnreachableHost.named(cause, TARGET)).isInstanceOf(ConnectException.class)
				.hasMessage("acme.my.salesforce.com does not resolve")
				.hasCause(cause);
		}
	}

	@Test
	void hostThatCannotBeReachedIsNamedIfTheLibraryDoesNot() {
		ConnectException nameless = new ConnectException();
		assertThat(UnreachableHost.isUnresolved(nameless)).isFalse();
		assertThat(UnreachableHost.named(nameless, TARGET)).hasMessage("acme.my.salesforce.com:8443 cannot be reached");
		assertThat(UnreachableHost.named(new ConnectException("Connection refused"), TARGET))
			.hasMessage("acme.my.salesforce.com:8443 cannot be reached: Connection refused");
		assertThat(UnreachableHost.named(new ConnectException("Connect to acme.my.salesforce.com failed"), TARGET))
			.isNull();
	}

	@Test
	void anyOtherFailureIsLeftAsItIs() {
		assertThat(UnreachableHost.named(new SocketTimeoutException(), TARGET)).isNull();
		assertThat(UnreachableHost.named(new IOException(), TARGET)).isNull();
		assertThat(UnreachableHost.isUnresolved(new IOException())).isFalse();
	}

}
