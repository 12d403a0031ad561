package io.github.salesforcejwt;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * Creates the grant that a registration names.
 */
final class Grants {

	private Grants() {
	}

	/**
	 * Create the grant of a session.
	 * @param signer signs by the keys
	 * @param keyListener receives the key of each login
	 * @throws IllegalArgumentException if something that the grant needs is missing
	 */
	static Grant<?> of(SalesforceRegistration registration, @Nullable SigningKeys signingKeys, AssertionSigner signer,
			SigningKeyListener keyListener) {
		AuthorizationGrantType type = registration.getClientRegistration().getAuthorizationGrantType();
		return ClientCredentialsGrant.TYPE.equals(type) ? new ClientCredentialsGrant(registration)
				: new JwtBearerGrant(registration, signingKeys, signer, keyListener);
	}

}
