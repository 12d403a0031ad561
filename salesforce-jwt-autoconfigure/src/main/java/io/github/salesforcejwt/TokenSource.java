package io.github.salesforcejwt;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Logs in once each time it is asked.
 */
@FunctionalInterface
interface TokenSource extends Supplier<SalesforceAccessToken> {

	/**
	 * Log in once, for a purpose.
	 */
	default SalesforceAccessToken get(Purpose purpose) {
		return get();
	}

	/**
	 * Whether the login budget has a login left.
	 */
	default boolean isAvailable() {
		return true;
	}

	/**
	 * Identify the credential of the next login, so that a refusal can be forgotten when
	 * it has changed. Never a secret.
	 */
	default String credential() {
		return "";
	}

	/**
	 * What a login is for.
	 *
	 * @param refusedToken the token that Salesforce has answered with an invalid session,
	 * or {@code null}
	 * @param forced whether the login was requested explicitly, whatever is known
	 */
	record Purpose(@Nullable String refusedToken, boolean forced) {

		static final Purpose TOKEN = new Purpose(null, false);

	}

}
