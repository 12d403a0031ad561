package io.github.salesforcejwt;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
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

	private static final Log logger = LogFactory.getLog(JwtBearerGrant.class);

	private final SalesforceRegistration registration;

	private final SigningKeys signingKeys;

	private final AssertionSigner signer;

	private final Consumer<SigningKey> keyListener;

	/**
	 * Create the grant.
	 * @param signingKeys the keys; required
	 * @param keyListener receives the key of each login
	 */
	JwtBearerGrant(SalesforceRegistration registration, @Nullable SigningKeys signingKeys, Clock clock,
			Consumer<SigningKey> keyListener) {
		Assert.notNull(signingKeys, "A JWT bearer grant needs a signing key");
		this.registration = registration;
		this.signingKeys = signingKeys;
		this.signer = new AssertionSigner(registration, clock);
		this.keyListener = keyListener;
		recordKey();
	}

	private void recordKey() {
		try {
			this.keyListener.accept(this.signingKeys.current().get(0));
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

	@Override
	public SalesforceAccessToken logIn(Function<Request<JwtBearerGrantRequest>, SalesforceAccessToken> sender) {
		List<SigningKey> keys = this.signingKeys.current();
		this.keyListener.accept(keys.get(0));
		try {
			return sender.apply(request(keys.get(0)));
		}
		catch (SalesforceLoginException ex) {
			if (!isKeyRefused(ex) || keys.size() == 1) {
				throw ex;
			}
			logger.debug("Salesforce refuses the newest key of the org, so the previous one is tried");
			return logInWithPrevious(keys.get(1), sender, ex);
		}
	}

	/**
	 * Log in with the key before the last change: Salesforce may not know the newest yet.
	 */
	private SalesforceAccessToken logInWithPrevious(SigningKey previous,
			Function<Request<JwtBearerGrantRequest>, SalesforceAccessToken> sender,
			SalesforceLoginException newestRefused) {
		try {
			return sender.apply(request(previous));
		}
		catch (SalesforceLoginException ex) {
			throw isKeyRefused(ex) ? newestRefused : ex;
		}
	}

	private static boolean isKeyRefused(SalesforceLoginException ex) {
		return ex.getLoginError() == SalesforceLoginError.INVALID_ASSERTION;
	}

	private Request<JwtBearerGrantRequest> request(SigningKey key) {
		Jwt assertion = this.signer.sign(key);
		return new Request<>(this, new JwtBearerGrantRequest(this.registration.getClientRegistration(), assertion),
				describe(key, assertion));
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
