package io.github.salesforcejwt.test.container;

import io.github.salesforcejwt.autoconfigure.SalesforceConnectionDetails;
import io.github.salesforcejwt.test.SalesforceOrg;

import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/**
 * Connects an application to a stand-in that runs as a service of Docker Compose. The
 * service is recognized by the label of the image, or by the label
 * {@code org.springframework.boot.service-connection}.
 */
final class SalesforceDockerComposeConnectionDetailsFactory
		extends DockerComposeConnectionDetailsFactory<SalesforceConnectionDetails> {

	private static final String NAME = "salesforce-jwt-test";

	private static final int PORT = 8080;

	SalesforceDockerComposeConnectionDetailsFactory() {
		super(NAME);
	}

	@Override
	protected SalesforceConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
		return new ComposeDetails(source.getRunningService());
	}

	/**
	 * The answer of the control API of the service, read once.
	 */
	private static final class ComposeDetails extends DockerComposeConnectionDetails
			implements SalesforceConnectionDetails {

		private final String loginUrl;

		private final String clientId;

		private final String username;

		private final String privateKey;

		ComposeDetails(RunningService service) {
			super(service);
			this.loginUrl = "http://" + service.host() + ":" + service.ports().get(PORT);
			SalesforceOrg org = SalesforceOrg.at(this.loginUrl, "salesforce");
			this.clientId = org.clientId();
			this.username = org.username();
			this.privateKey = org.privateKey();
		}

		@Override
		public String getLoginUrl() {
			return this.loginUrl;
		}

		@Override
		public String getClientId() {
			return this.clientId;
		}

		@Override
		public String getUsername() {
			return this.username;
		}

		@Override
		public String getPrivateKey() {
			return this.privateKey;
		}

	}

}
