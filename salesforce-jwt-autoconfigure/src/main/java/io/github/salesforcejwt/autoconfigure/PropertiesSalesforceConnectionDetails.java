package io.github.salesforcejwt.autoconfigure;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.jspecify.annotations.Nullable;

/**
 * Adapts properties to {@link SalesforceConnectionDetails}.
 */
final class PropertiesSalesforceConnectionDetails implements SalesforceConnectionDetails {

	private final SalesforceOrgProperties properties;

	PropertiesSalesforceConnectionDetails(SalesforceOrgProperties properties) {
		this.properties = properties;
	}

	@Override
	public @Nullable String getLoginUrl() {
		return this.properties.getLoginUrl();
	}

	@Override
	public @Nullable String getClientId() {
		return this.properties.getClientId();
	}

	@Override
	public @Nullable String getUsername() {
		return this.properties.getUsername();
	}

	@Override
	public @Nullable String getPrivateKey() {
		return this.properties.getPrivateKey();
	}

}
