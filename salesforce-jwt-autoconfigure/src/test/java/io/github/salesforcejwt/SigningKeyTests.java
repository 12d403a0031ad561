package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SigningKey}.
 */
class SigningKeyTests {

	private final RSAPrivateKey privateKey = TestKey.RSA_2048.read();

	private final SigningKey key = SigningKey.of(this.privateKey, "'private-key'", Instant.EPOCH);

	@Test
	void publicKeyIsDerivedFromThePrivateOne() throws Exception {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(this.key.getPublicKey().getEncoded());
		assertThat(this.key.getPublicKey().getModulus()).isEqualTo(this.privateKey.getModulus());
		assertThat(this.key.getPublicKey().getPublicExponent()).isEqualTo(65537);
		assertThat(this.key.getFingerprint()).isEqualTo(HexFormat.of().formatHex(digest));
	}

	@Test
	void messagesTellWhereItComesFromAndNothingSecret() {
		assertThat(this.key.getSource()).isEqualTo("'private-key'");
		assertThat(this.key.getCertificateExpiry()).isEqualTo(Instant.EPOCH);
		assertThat(this.key).hasToString("'private-key' (public key SHA-256 " + this.key.getFingerprint() + ")");
	}

	@Test
	void sameKeyFromElsewhereIsEqual() {
		SigningKey same = TestKey.RSA_2048.signingKey("elsewhere");
		SigningKey other = SigningKey.of(TestKey.RSA_3072.read(), "'private-key'", Instant.EPOCH);
		assertThat(this.key).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other).isNotEqualTo(null);
		assertThat(this.key.hashCode()).isNotEqualTo(other.hashCode());
	}

	@Test
	void keyThatIsTooShortIsRefused() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(1024);
		KeyPair pair = generator.generateKeyPair();
		assertThatIllegalArgumentException()
			.isThrownBy(() -> SigningKey.of((RSAPrivateKey) pair.getPrivate(), "'private-key'", null))
			.withMessage("The RSA private key of 'private-key' must have 2048 bits or more");
		X509Certificate certificate = mock(X509Certificate.class);
		given(certificate.getPublicKey()).willReturn(pair.getPublic());
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(new TestSigner(), certificate, "HSM"))
			.withMessage("The certificate of HSM must be that of an RSA key of 2048 bits or more");
	}

	@Test
	void keyWithoutItsPublicExponentIsRefused() throws Exception {
		RSAPrivateKey plain = (RSAPrivateKey) KeyFactory.getInstance("RSA")
			.generatePrivate(new RSAPrivateKeySpec(this.privateKey.getModulus(), this.privateKey.getPrivateExponent()));
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(plain, "'private-key'", null))
			.withMessageContaining("The RSA private key of 'private-key' must hold its public exponent")
			.satisfies((ex) -> assertThat(ex.getMessage())
				.doesNotContain(this.privateKey.getPrivateExponent().toString()));
	}

	@Test
	void signerOfAnotherAlgorithmIsRefused() {
		JWSSigner signer = new TestSigner() {

			@Override
			public Set<JWSAlgorithm> supportedJWSAlgorithms() {
				return Set.of(JWSAlgorithm.ES256, JWSAlgorithm.PS256);
			}

		};
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(signer, TestSigner.CERTIFICATE, "the HSM"))
			.withMessage("the HSM does not sign with RS256, the only algorithm that Salesforce accepts");
	}

	@Test
	void keyOfADeviceIsKnownByItsCertificate() {
		SigningKey device = SigningKey.of(new TestSigner(), TestSigner.CERTIFICATE, "the HSM");
		assertThat(device).isEqualTo(this.key);
		assertThat(device.getFingerprint()).isEqualTo(this.key.getFingerprint());
		assertThat(device.getCertificateExpiry()).isEqualTo(TestSigner.CERTIFICATE.getNotAfter().toInstant());
		assertThat(device).hasToString("the HSM (public key SHA-256 " + this.key.getFingerprint() + ")");
	}

	@Test
	void keyOfADeviceSignsLikeOneOfAFile() {
		byte[] input = "input".getBytes(StandardCharsets.UTF_8);
		TestSigner signer = new TestSigner();
		SigningKey device = SigningKey.of(signer, TestSigner.CERTIFICATE, "the HSM");
		assertThat(device.sign(input)).isEqualTo(this.key.sign(input));
		assertThat(device.signConstant(input)).isEqualTo(this.key.sign(input)).isSameAs(device.signConstant(input));
		assertThat(signer.signatures).hasValue(2);
	}

}
