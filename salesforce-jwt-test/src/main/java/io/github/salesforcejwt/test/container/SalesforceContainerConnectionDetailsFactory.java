package io.github.salesforcejwt.test.container;

import io.github.salesforcejwt.autoconfigure.SalesforceConnectionDetails;

import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Connects an application to a {@link SalesforceContainer} that is annotated with
 * {@code @ServiceConnection}.
 */
final class SalesforceContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<SalesforceContainer, SalesforceConnectionDetails> {

	@Override
	protected SalesforceConnectionDetails getContainerConnectionDetails(
			ContainerConnectionSource<SalesforceContainer> source) {
		return new ContainerDetails(source);
	}

	private static final class ContainerDetails extends ContainerConnectionDetails<SalesforceContainer>
			implements SalesforceConnectionDetails {

		ContainerDetails(ContainerConnectionSource<SalesforceContainer> source) {
			super(source);
		}

		@Override
		public String getLoginUrl() {
			return getContainer().getLoginUrl();
		}

		@Override
		public String getClientId() {
			return getContainer().getClientId();
		}

		@Override
		public String getUsername() {
			return getContainer().getUsername();
		}

		@Override
		public String getPrivateKey() {
			return getContainer().getPrivateKey();
		}

	}

}
