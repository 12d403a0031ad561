package io.github.salesforcejwt.test.internal.standin;

import org.jspecify.annotations.Nullable;

/**
 * The secrets of an org's app.
 *
 * @param clientSecret the consumer secret
 * @param privateKey the PEM text of the private key, {@code null} if only its certificate
 * is known
 */
public record Credentials(String clientSecret, @Nullable String privateKey) {

	/** Never prints them. */
	@Override
	public String toString() {
		return "Credentials";
	}

}
