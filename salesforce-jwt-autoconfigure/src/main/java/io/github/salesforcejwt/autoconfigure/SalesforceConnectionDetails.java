package io.github.salesforcejwt.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Connection of the org {@code salesforce}. By default its properties; a test or a
 * development-time container supplies a bean in their place. Such an org logs in by JWT,
 * and the properties that name or authenticate the org in other ways do not count.
 */
public interface SalesforceConnectionDetails extends ConnectionDetails {

	/**
	 * Return where to log in. From a container, plain http and any host are allowed.
	 * @return the URL without a path, or {@code null} if it is not set
	 */
	@Nullable String getLoginUrl();

	/**
	 * Return the consumer key of the app.
	 * @return the consumer key, or {@code null} if it is not set
	 */
	@Nullable String getClientId();

	/**
	 * Return the integration user.
	 * @return the user name, or {@code null} if it is not set
	 */
	@Nullable String getUsername();

	/**
	 * Return the key that signs assertions.
	 * @return the private key as PEM text or a location of it, or {@code null} if it is
	 * not set
	 */
	@Nullable String getPrivateKey();

}
