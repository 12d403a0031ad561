package io.github.salesforcejwt.autoconfigure;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Connection of the org {@code salesforce}, in place of its properties: a test or a
 * development-time container supplies it as a bean.
 */
public interface SalesforceConnectionDetails extends ConnectionDetails {

	/**
	 * Return where to log in. Plain http is allowed here.
	 * @return the URL without a path
	 */
	String getLoginUrl();

	/**
	 * Return the consumer key of the app.
	 * @return the consumer key
	 */
	String getClientId();

	/**
	 * Return the integration user.
	 * @return the user name
	 */
	String getUsername();

	/**
	 * Return the key that signs assertions.
	 * @return the private key as PEM text or a location of it
	 */
	String getPrivateKey();

}
