package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.springframework.security.oauth2.client.endpoint.AbstractRestClientOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/**
 * Grant by the consumer secret of the app (RFC 6749, section 4.4).
 */
final class ClientCredentialsGrant implements Grant<OAuth2ClientCredentialsGrantRequest> {

	static final AuthorizationGrantType TYPE = AuthorizationGrantType.CLIENT_CREDENTIALS;

	private final SalesforceRegistration registration;

	ClientCredentialsGrant(SalesforceRegistration registration) {
		this.registration = registration;
	}

	/**
	 * Return nothing: the secret is part of the registration and does not change.
	 */
	@Override
	public String credential() {
		return "";
	}

	@Override
	public List<byte[]> secrets() {
		return Stream.ofNullable(this.registration.getClientSecret())
			.map((secret) -> secret.getBytes(StandardCharsets.UTF_8))
			.toList();
	}

	@Override
	public SalesforceAccessToken logIn(
			Function<Request<OAuth2ClientCredentialsGrantRequest>, SalesforceAccessToken> sender) {
		return sender.apply(new Request<>(this,
				new OAuth2ClientCredentialsGrantRequest(this.registration.getLoginRegistration()),
				"grant " + this.registration.getGrantName() + ", client id " + this.registration.getShortClientId()));
	}

	@Override
	public AbstractRestClientOAuth2AccessTokenResponseClient<OAuth2ClientCredentialsGrantRequest> createClient() {
		return new RestClientClientCredentialsTokenResponseClient();
	}

	@Override
	public Set<String> unwantedParameters() {
		return Set.of("scope");
	}

}
