package io.github.salesforcejwt;

import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientJwtBearerTokenResponseClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.util.Assert;

/**
 * Grant by an assertion that is signed with the private key of the app (RFC 7523).
 */
final class JwtBearerGrant implements Grant<JwtBearerGrantRequest> {

	static final AuthorizationGrantType TYPE = AuthorizationGrantType.JWT_BEARER;

	private final SalesforceRegistration registration;

	private final SigningKeys signingKeys;

	private final AssertionSigner signer;

	private final SigningKeyListener keyListener;

	/**
	 * Create the grant.
	 * @param signingKeys the keys; required
	 * @param signer signs by them
	 * @param keyListener receives the key of each login
	 */
	JwtBearerGrant(SalesforceRegistration registration, @Nullable SigningKeys signingKeys, AssertionSigner signer,
			SigningKeyListener keyListener) {
		Assert.notNull(signingKeys, "A JWT bearer grant needs a signing key");
		this.registration = registration;
		this.signingKeys = signingKeys;
		this.signer = signer;
		this.keyListener = keyListener;
	}

	@Override
	public void recordCredential() {
		try {
			this.keyListener.signedBy(this.signingKeys.current().get(0), null);
		}
		catch (RuntimeException ex) {
			// the first login fails with it
		}
	}

	@Override
	public String credential() {
		try {
			return this.signingKeys.current().get(0).getFingerprint();
		}
		catch (RuntimeException ex) {
			return "";
		}
	}

	/**
	 * Return the signature of a fixed label by each key: RS256 is deterministic, and
	 * needs no more of a key than that it signs.
	 */
	@Override
	public List<byte[]> secrets() {
		return this.signingKeys.current()
			.stream()
			.map((key) -> signed(() -> SharedSessionCipher.secretOf(key)))
			.toList();
	}

	@Override
	public SalesforceAccessToken logIn(Function<Request<JwtBearerGrantRequest>, SalesforceAccessToken> sender) {
		List<SigningKey> keys = this.signingKeys.current();
		SigningKey newest = keys.get(0);
		try {
			SalesforceAccessToken token = sender.apply(request(newest));
			this.keyListener.signedBy(newest, null);
			return token;
		}
		catch (SalesforceLoginException ex) {
			if (!isForPrevious(ex) || keys.size() == 1) {
				throw ex;
			}
			SalesforceAccessToken token = logInWithPrevious(keys.get(1), sender, ex);
			this.keyListener.signedBy(keys.get(1), isKeyRefused(ex) ? newest : null);
			return token;
		}
	}

	/**
	 * Log in with the key before the last change: Salesforce may not know the newest yet,
	 * or a device not sign with it yet.
	 */
	private SalesforceAccessToken logInWithPrevious(SigningKey previous,
			Function<Request<JwtBearerGrantRequest>, SalesforceAccessToken> sender,
			SalesforceLoginException newestFailed) {
		try {
			return sender.apply(request(previous));
		}
		catch (SalesforceLoginException ex) {
			throw isForPrevious(ex) ? newestFailed : ex;
		}
	}

	private static boolean isForPrevious(SalesforceLoginException ex) {
		return isKeyRefused(ex) || ex.getLoginError() == SalesforceLoginError.SIGNED_BY_OTHER_KEY;
	}

	private static boolean isKeyRefused(SalesforceLoginException ex) {
		return ex.getLoginError() == SalesforceLoginError.INVALID_ASSERTION;
	}

	private Request<JwtBearerGrantRequest> request(SigningKey key) {
		Jwt assertion = signed(() -> this.signer.sign(this.registration, key));
		return new Request<>(this, new JwtBearerGrantRequest(this.registration.getClientRegistration(), assertion),
				describe(key, assertion));
	}

	private <T> T signed(Supplier<T> signing) {
		try {
			return signing.get();
		}
		catch (SigningException ex) {
			throw SalesforceLoginException.notSigned(this.registration.getId(), ex);
		}
	}

	private String describe(SigningKey key, Jwt assertion) {
		String expiry = (assertion.getExpiresAt() != null)
				? ", expiry " + assertion.getExpiresAt().truncatedTo(ChronoUnit.SECONDS) : "";
		return "grant " + this.registration.getGrantName() + ", issuer " + this.registration.getShortClientId()
				+ ", subject " + this.registration.getUsername() + ", audience " + this.registration.getAudience()
				+ expiry + ", signed by the key of " + key;
	}

	@Override
	public AbstractRestClientOAuth2AccessTokenResponseClient<JwtBearerGrantRequest> createClient() {
		return new RestClientJwtBearerTokenResponseClient();
	}

	@Override
	public Set<String> unwantedParameters() {
		return Set.of("scope", "client_id");
	}

}
