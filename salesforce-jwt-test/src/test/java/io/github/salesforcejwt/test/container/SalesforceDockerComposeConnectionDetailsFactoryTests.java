package io.github.salesforcejwt.test.container;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.autoconfigure.SalesforceConnectionDetails;
import io.github.salesforcejwt.test.SalesforceServer;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactory;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * The connection to a service of Docker Compose, whose place a server in process takes.
 */
class SalesforceDockerComposeConnectionDetailsFactoryTests {

	private static final String LABEL = "org.springframework.boot.service-connection";

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	@Test
	void serviceIsKnownByTheLabelOfItsImage() {
		SalesforceConnectionDetails details = connect("registry.example/erp/sf:1",
				Map.of(LABEL, "salesforce-jwt-test"));
		assertThat(details).isNotNull();
		assertThat(details.getLoginUrl()).isEqualTo(this.server.url().replace("localhost", "127.0.0.1"));
		assertThat(details.getClientId()).isEqualTo(this.server.org().clientId());
		assertThat(details.getUsername()).isEqualTo(this.server.org().username());
		assertThat(details.getPrivateKey()).isEqualTo(this.server.org().privateKey());
	}

	@Test
	void serviceIsKnownByTheNameOfItsImage() {
		assertThat(connect("salesforce-jwt-test:latest", Map.of())).isNotNull();
	}

	@Test
	void otherServicesAreLeftAlone() {
		assertThat(connect("postgres:15", Map.of())).isNull();
		assertThat(connect("salesforce-jwt-test", Map.of(LABEL, "postgres"))).isNull();
	}

	@Test
	@SuppressWarnings("rawtypes")
	void factoryIsRegistered() {
		List<ConnectionDetailsFactory> factories = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ConnectionDetailsFactory.class,
					SpringFactoriesLoader.FailureHandler.logging(LogFactory.getLog(getClass())));
		assertThat(factories).hasAtLeastOneElementOfType(SalesforceDockerComposeConnectionDetailsFactory.class);
	}

	private @Nullable SalesforceConnectionDetails connect(String image, Map<String, String> labels) {
		ConnectionPorts ports = mock();
		given(ports.get(8080)).willReturn(URI.create(this.server.url()).getPort());
		RunningService service = mock();
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.labels()).willReturn(labels);
		given(service.host()).willReturn("127.0.0.1");
		given(service.ports()).willReturn(ports);
		DockerComposeConnectionSource source = mock();
		given(source.getRunningService()).willReturn(service);
		given(source.getEnvironment()).willReturn(new MockEnvironment());
		return new SalesforceDockerComposeConnectionDetailsFactory().getConnectionDetails(source);
	}

}
