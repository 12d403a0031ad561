package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssertionSigner}.
 */
class AssertionSignerTests {

	private final MutableClock clock = new MutableClock();

	private final AssertionSigner signer = new AssertionSigner(this.clock);

	private final SalesforceRegistration registration = SalesforceRegistration.withId("acme")
		.clientId("3MVG9")
		.username("erp@acme.example")
		.loginUrl(URI.create("https://acme.my.salesforce.com"))
		.assertionLifetime(Duration.ofSeconds(60))
		.build();

	@Test
	void assertionHoldsWhatSalesforceAsksForAndNothingElse() throws Exception {
		SignedJWT assertion = SignedJWT
			.parse(this.signer.sign(this.registration, TestKey.RSA_2048.signingKey("test")).getTokenValue());
		assertThat(assertion.getHeader().toJSONObject()).isEqualTo(Map.of("alg", "RS256"));
		assertThat(assertion.getJWTClaimsSet().getClaims()).containsOnlyKeys("iss", "sub", "aud", "exp");
		assertThat(assertion.getJWTClaimsSet().getIssuer()).isEqualTo("3MVG9");
		assertThat(assertion.getJWTClaimsSet().getSubject()).isEqualTo("erp@acme.example");
		assertThat(assertion.getJWTClaimsSet().getAudience()).containsExactly("https://acme.my.salesforce.com");
		assertThat(assertion.getJWTClaimsSet().getExpirationTime()).isEqualTo(this.clock.instant().plusSeconds(60));
	}

	@Test
	void claimsOfTheTokenAreThoseThatAreSigned() {
		assertThat(this.signer.sign(this.registration, TestKey.RSA_2048.signingKey("test")).getClaims())
			.containsOnlyKeys("iss", "sub", "aud", "exp")
			.containsEntry("iss", "3MVG9");
	}

	@Test
	void eachKeySignsForItselfHoweverManyThereWere() throws Exception {
		for (TestKey testKey : TestKey.values()) {
			SigningKey key = testKey.signingKey("test");
			for (int j = 0; j < 2; j++) {
				SignedJWT assertion = SignedJWT.parse(this.signer.sign(this.registration, key).getTokenValue());
				assertThat(assertion.verify(new RSASSAVerifier(key.getPublicKey()))).isTrue();
			}
		}
	}

}
