package io.github.salesforcejwt;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedSessionCipher} and {@link SharedSession}.
 */
class SharedSessionCipherTests {

	private static final Instant NOW = Instant.ofEpochMilli(1_800_000_000_123L);

	private static final SharedSession SESSION = new SharedSession(
			new SharedSession.Token("00D!secret", URI.create("https://acme.my.salesforce.com"), "00D", "005",
					Set.of("api", "refresh_token"), NOW, Duration.ofMinutes(30)),
			new SharedSession.SameToken(NOW.plusSeconds(1), Duration.ofSeconds(2)),
			new SharedSession.Failure(SalesforceLoginError.USER_NOT_APPROVED, "invalid_grant", "why", "what", 3,
					NOW.plusSeconds(2), "ab", "me"));

	private final SharedSessionCipher cipher = cipher("acme", "jane", "current");

	@Test
	void sessionIsTheSameAfterTheWayThroughTheStore() {
		assertThat(this.cipher.decrypt(this.cipher.encrypt(SESSION))).isEqualTo(SESSION);
	}

	@Test
	void emptySessionIsTheSameAfterTheWayThroughTheStore() {
		String value = this.cipher.encrypt(SharedSession.NONE);
		assertThat(this.cipher.decrypt(value)).isEqualTo(SharedSession.NONE);
	}

	@Test
	void valueShowsNoTokenAndDiffersEachTime() {
		String value = this.cipher.encrypt(SESSION);
		assertThat(value).isNotEqualTo(this.cipher.encrypt(SESSION)).matches("[\\w.-]+").hasSizeLessThan(1000);
		assertThat(SESSION.toString()).doesNotContain("secret");
	}

	@Test
	void valueOfAnotherKeyOrgOrUserIsNone() {
		String value = this.cipher.encrypt(SESSION);
		assertThat(cipher("acme", "jane", "other").decrypt(value)).isEqualTo(SharedSession.NONE);
		assertThat(cipher("other", "jane", "current").decrypt(value)).isEqualTo(SharedSession.NONE);
		assertThat(cipher("acme", "other", "current").decrypt(value)).isEqualTo(SharedSession.NONE);
	}

	@Test
	void valueIsReadWhileTheKeyIsRotated() {
		SharedSessionCipher rotated = cipher("acme", "jane", "new", "current");
		assertThat(rotated.decrypt(this.cipher.encrypt(SESSION))).isEqualTo(SESSION);
		assertThat(this.cipher.decrypt(rotated.encrypt(SESSION))).isEqualTo(SESSION);
		assertThat(cipher("acme", "jane", "new").decrypt(rotated.encrypt(SESSION))).isEqualTo(SESSION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "garbage", "a.b.c.d.e", "....", "eyJhbGciOiJkaXIifQ....", "null" })
	void valueThatIsNoneOfOursIsNone(String value) {
		assertThat(this.cipher.decrypt(value)).isEqualTo(SharedSession.NONE);
	}

	@Test
	void valueWithOneChangedCharacterIsNone() {
		String value = this.cipher.encrypt(SESSION);
		IntStream.range(0, value.length()).forEach((index) -> {
			char changed = (value.charAt(index) == 'A') ? 'B' : 'A';
			String damaged = value.substring(0, index) + changed + value.substring(index + 1);
			SharedSession session = this.cipher.decrypt(damaged);
			// the last character of a part may hold bits that do not count
			boolean last = index == value.length() - 1 || value.charAt(index + 1) == '.';
			assertThat(session).isIn(last ? List.of(SharedSession.NONE, SESSION) : List.of(SharedSession.NONE));
		});
	}

	@Test
	void valueByAnotherAlgorithmOrWithoutAMemberIsNone() throws JOSEException {
		byte[] secret = "current".getBytes(StandardCharsets.UTF_8);
		byte[] key = SharedSessionCipher.hkdf(secret, SharedSessionCipher.label());
		assertThat(this.cipher.decrypt(jwe(EncryptionMethod.A128CBC_HS256, key, SESSION.toJson())))
			.isEqualTo(SharedSession.NONE);
		assertThat(this.cipher.decrypt(jwe(EncryptionMethod.A256GCM, key, SESSION.toJson()))).isEqualTo(SESSION);
		for (String json : List.of("{\"token\":\"x\"}", "{\"failure\":\"USER_NOT_APPROVED\"}", "{\"failure\":\"x\"}",
				"[]", "{\"token\":1}", "{\"same_token_until\":\"x\"}",
				"{\"token\":\"x\",\"instance_url\":\"a b\",\"scope\":\"\",\"issued_at\":1,\"lifetime\":1}")) {
			assertThat(this.cipher.decrypt(jwe(EncryptionMethod.A256GCM, key, json))).as(json)
				.isEqualTo(SharedSession.NONE);
		}
	}

	@Test
	void idNamesTheOrgAndHidesTheUser() {
		String id = SharedSessionCipher.id("acme", "https://acme.my.salesforce.com 3MVG9", "jane@acme.example");
		assertThat(id).matches("acme:[A-Za-z0-9_-]{43}");
		assertThat(SharedSessionCipher.id("acme", "https://acme.my.salesforce.com 3MVG9", "john@acme.example"))
			.isNotEqualTo(id);
		assertThat(SharedSessionCipher.id("a".repeat(60), "x", "y")).matches("a{50}:.{43}");
	}

	@Test
	void secretOfAKeyIsASignatureByIt() {
		assertThat(SharedSessionCipher.secretOf(TestKey.RSA_2048.signingKey("key"))).hasSize(256);
	}

	@Test
	void keyIsDerivedAsTheRfcHasIt() {
		// RFC 5869, A.3: no salt, no info; the first 32 of its 42 bytes
		byte[] secret = HexFormat.of().parseHex("0b".repeat(22));
		assertThat(HexFormat.of().formatHex(SharedSessionCipher.hkdf(secret, new byte[0])))
			.isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
	}

	private static String jwe(EncryptionMethod method, byte[] key, String json) throws JOSEException {
		JWEObject jwe = new JWEObject(new JWEHeader.Builder(JWEAlgorithm.DIR, method).keyID("v1")
			.customParam("org", "acme")
			.customParam("user", "jane")
			.build(), new Payload(json));
		jwe.encrypt(new DirectEncrypter(key));
		return jwe.serialize();
	}

	private static SharedSessionCipher cipher(String org, String user, String... secrets) {
		return new SharedSessionCipher(
				List.of(secrets).stream().map((secret) -> secret.getBytes(StandardCharsets.UTF_8)).toList(), org, user);
	}

}
