package io.github.salesforcejwt;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.client.endpoint.JwtBearerGrantRequest;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link JwtBearerGrant}, {@link ClientCredentialsGrant} and {@link Grants}.
 */
class GrantTests {

	private final SigningKey oldKey = TestKey.RSA_2048.signingKey("old");

	private final SigningKey newKey = TestKey.RSA_3072.signingKey("new");

	private final MutableClock clock = new MutableClock();

	private final AssertionSigner signer = new AssertionSigner(this.clock);

	private final List<List<SigningKey>> signed = new ArrayList<>();

	private final List<Grant.Request<?>> sent = new ArrayList<>();

	@Test
	void registrationNamesTheGrant() {
		assertThat(Grants.of(jwtBearer(), SigningKeys.of(this.oldKey), this.signer, this::signedBy))
			.isInstanceOf(JwtBearerGrant.class);
		assertThat(Grants.of(clientCredentials(), null, this.signer, this::signedBy))
			.isInstanceOf(ClientCredentialsGrant.class);
	}

	@Test
	void jwtBearerNeedsAKey() {
		assertThatIllegalArgumentException().isThrownBy(() -> Grants.of(jwtBearer(), null, this.signer, this::signedBy))
			.withMessage("A JWT bearer grant needs a signing key");
	}

	@Test
	void jwtBearerSendsAnAssertionAndSaysWhatItHolds() {
		JwtBearerGrant grant = grant(SigningKeys.of(this.oldKey));
		grant.logIn(this::send);
		assertThat(this.sent).hasSize(1);
		assertThat(this.sent.get(0).grant()).isSameAs(grant);
		assertThat(this.sent.get(0).grantRequest()).isInstanceOf(JwtBearerGrantRequest.class);
		assertThat(this.sent.get(0).description())
			.isEqualTo("grant jwt-bearer, issuer 3MVG9, subject erp@acme.example, "
					+ "audience https://acme.my.salesforce.com, expiry 2026-11-22T03:03:00Z, signed by the key of "
					+ this.oldKey);
		assertThat(grant.unwantedParameters()).containsExactlyInAnyOrder("scope", "client_id");
	}

	@Test
	void jwtBearerReportsTheKeyOfTheNextLoginAndThenTheKeyThatHasSigned() {
		JwtBearerGrant grant = grant(() -> List.of(this.newKey, this.oldKey));
		grant.recordCredential();
		assertThat(this.signed).containsExactly(List.of(this.newKey));
		grant.logIn((request) -> {
			send(request);
			if (this.sent.size() == 1) {
				throw LoginFailureTests.failure(SalesforceLoginError.INVALID_ASSERTION);
			}
			return SalesforceSessionTests.token("token", this.clock);
		});
		assertThat(this.signed).containsExactly(List.of(this.newKey), List.of(this.oldKey, this.newKey));
	}

	@Test
	void jwtBearerComparesTheFingerprintOfTheNewestKey() {
		assertThat(grant(() -> List.of(this.newKey, this.oldKey)).credential()).isEqualTo(this.newKey.getFingerprint());
	}

	@Test
	void jwtBearerWithoutAReadableKeyFailsAtTheLogin() {
		JwtBearerGrant grant = grant(() -> {
			throw new IllegalStateException("no such file");
		});
		grant.recordCredential();
		assertThat(this.signed).isEmpty();
		assertThat(grant.credential()).isEmpty();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> grant.logIn(this::send))
			.withMessage("no such file");
	}

	@Test
	void jwtBearerSignsWithThePreviousKeyWhileItsDeviceDoes() {
		TestSigner signer = new TestSigner();
		SigningKey newest = SigningKey.of(signer, TestSigner.certificate("other-certificate.pem"), "new certificate");
		SigningKey previous = SigningKey.of(signer, TestSigner.CERTIFICATE, "old certificate");
		JwtBearerGrant grant = grant(() -> List.of(newest, previous));
		grant.logIn(this::send);
		assertThat(this.sent).singleElement()
			.satisfies((request) -> assertThat(request.description()).endsWith("signed by the key of " + previous));
		assertThat(this.signed).containsExactly(List.of(previous));
	}

	@Test
	void jwtBearerFailsIfItsDeviceSignsWithNeitherKey() {
		SigningKey newest = SigningKey.of(new TestSigner(TestKey.RSA_4096), TestSigner.CERTIFICATE, "new HSM");
		SigningKey previous = SigningKey.of(new TestSigner(TestKey.RSA_4096), TestSigner.CERTIFICATE, "old HSM");
		JwtBearerGrant grant = grant(() -> List.of(newest, previous));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(() -> grant.logIn(this::send))
			.withMessageStartingWith(
					"The login to the Salesforce org 'acme' failed: new HSM has signed with a key that does not match its certificate. Salesforce would refuse")
			.matches((ex) -> ex.getLoginError() == SalesforceLoginError.SIGNED_BY_OTHER_KEY && !ex.isTransient());
		assertThat(this.sent).isEmpty();
	}

	@Test
	void secretOfAKeyInADeviceIsThatOfTheSameKeyInAFileAndAskedForOnce() {
		TestSigner signer = new TestSigner();
		JwtBearerGrant grant = grant(SigningKeys.of(SigningKey.of(signer, TestSigner.CERTIFICATE, "HSM")));
		assertThat(grant.secrets()).containsExactly(SharedSessionCipher.secretOf(this.oldKey));
		assertThat(grant(SigningKeys.of(this.oldKey)).secrets()).containsExactlyElementsOf(grant.secrets());
		assertThat(signer.signatures).hasValue(1);
	}

	@Test
	void clientCredentialsSendNoAssertionAndSayNoSecret() {
		ClientCredentialsGrant grant = new ClientCredentialsGrant(clientCredentials());
		grant.logIn(this::send);
		assertThat(this.sent).hasSize(1);
		assertThat(this.sent.get(0).grant()).isSameAs(grant);
		assertThat(this.sent.get(0).grantRequest()).isInstanceOf(OAuth2ClientCredentialsGrantRequest.class);
		assertThat(this.sent.get(0).description()).isEqualTo("grant client-credentials, client id 3MVG9");
		assertThat(grant.credential()).isEmpty();
		assertThat(grant.secrets()).containsExactly("sEcReT".getBytes());
		assertThat(grant.unwantedParameters()).containsExactly("scope");
	}

	private SalesforceAccessToken send(Grant.Request<?> request) {
		this.sent.add(request);
		return SalesforceSessionTests.token("token", this.clock);
	}

	private void signedBy(SigningKey key, SigningKey refused) {
		this.signed.add((refused != null) ? List.of(key, refused) : List.of(key));
	}

	private JwtBearerGrant grant(SigningKeys keys) {
		return new JwtBearerGrant(jwtBearer(), keys, this.signer, this::signedBy);
	}

	private static SalesforceRegistration jwtBearer() {
		return registration().username("erp@acme.example").build();
	}

	private static SalesforceRegistration clientCredentials() {
		return registration().clientCredentials("sEcReT", ClientAuthenticationMethod.CLIENT_SECRET_POST).build();
	}

	private static SalesforceRegistration.Builder registration() {
		return SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.loginUrl(URI.create("https://acme.my.salesforce.com"));
	}

}
