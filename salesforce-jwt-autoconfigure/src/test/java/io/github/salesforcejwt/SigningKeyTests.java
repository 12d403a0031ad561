package io.github.salesforcejwt;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.RSAPrivateKeySpec;
import java.time.Instant;
import java.util.HexFormat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SigningKey}.
 */
class SigningKeyTests {

	private static KeyPair pair;

	private final SigningKey key = SigningKey.of((RSAPrivateKey) pair.getPrivate(), "'private-key'", Instant.EPOCH);

	@BeforeAll
	static void createPair() throws Exception {
		pair = pair();
	}

	@Test
	void publicKeyIsDerivedFromThePrivateOne() throws Exception {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(pair.getPublic().getEncoded());
		assertThat(this.key.publicKey()).isEqualTo(pair.getPublic());
		assertThat(this.key.privateKey()).isSameAs(pair.getPrivate());
		assertThat(this.key.fingerprint()).isEqualTo(HexFormat.of().formatHex(digest));
	}

	@Test
	void messagesTellWhereItComesFromAndNothingSecret() {
		assertThat(this.key.source()).isEqualTo("'private-key'");
		assertThat(this.key.certificateExpiry()).isEqualTo(Instant.EPOCH);
		assertThat(this.key).hasToString("'private-key' (public key SHA-256 " + this.key.fingerprint() + ")");
	}

	@Test
	void sameKeyFromElsewhereIsEqual() throws Exception {
		SigningKey same = SigningKey.of((RSAPrivateKey) pair.getPrivate(), "elsewhere", null);
		SigningKey other = SigningKey.of((RSAPrivateKey) pair().getPrivate(), "'private-key'", Instant.EPOCH);
		assertThat(this.key).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other).isNotEqualTo(null);
		assertThat(this.key.hashCode()).isNotEqualTo(other.hashCode());
	}

	@Test
	void keyWithoutItsPublicExponentIsRefused() throws Exception {
		RSAPrivateKey crt = (RSAPrivateKey) pair.getPrivate();
		RSAPrivateKey plain = (RSAPrivateKey) KeyFactory.getInstance("RSA")
			.generatePrivate(new RSAPrivateKeySpec(crt.getModulus(), crt.getPrivateExponent()));
		assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.of(plain, "'private-key'", null))
			.withMessageContaining("The RSA private key of 'private-key' must hold its public exponent")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(crt.getPrivateExponent().toString()));
	}

	private static KeyPair pair() throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		return generator.generateKeyPair();
	}

}
