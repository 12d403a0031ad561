package io.github.salesforcejwt;

import org.jspecify.annotations.Nullable;

/**
 * Receives the key of each login that is signed.
 */
@FunctionalInterface
interface SigningKeyListener {

	/**
	 * Receive a key.
	 * @param key the key that has signed the last login, or that will sign the first
	 * @param refused the newest key, if Salesforce refused it and accepted the one before
	 */
	void signedBy(SigningKey key, @Nullable SigningKey refused);

}
