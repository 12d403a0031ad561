package io.github.salesforcejwt.test.internal.standin;

import java.security.interfaces.RSAPublicKey;

import org.jspecify.annotations.Nullable;

/**
 * The specification of an org that is to be created.
 *
 * @param id the id by which tests know it
 * @param clientId the consumer key of its app
 * @param username the user who may log in
 * @param publicKey the key of its app's certificate, {@code null} to generate one
 * @param port the port of its My Domain, 0 for a free one
 * @param url the origin of its My Domain as callers know it, empty for the usual one
 */
public record OrgSpec(String id, String clientId, String username, @Nullable RSAPublicKey publicKey, int port,
		String url) {

	/** The user of an org that names none. */
	public static String username(String id) {
		return "sync@" + id + ".example";
	}

}
