package io.github.salesforcejwt.autoconfigure.keys;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;

import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.TestKey;
import io.github.salesforcejwt.TestSigner;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for the keys of {@link SslBundleSigningKeys} that stay in their device, as those
 * of PKCS#11 do.
 */
class DeviceKeyStoreTests {

	private final Provider device = new Device(true);

	@Test
	void keyIsThatOfItsCertificateAndSignsInItsDevice() throws Exception {
		SigningKeys keys = keys(TestSigner.CERTIFICATE, this.device);
		assertThat(keys.current()).singleElement().satisfies((key) -> {
			assertThat(key.getFingerprint()).isEqualTo(TestKeys.FINGERPRINT);
			assertThat(key.getCertificateExpiry()).isEqualTo(TestSigner.CERTIFICATE.getNotAfter().toInstant());
			assertThat(key.getSource()).isEqualTo("salesforce.jwt.ssl-bundle (bundle 'salesforce', alias 'signing')");
		});
		assertThat(session(keys).accessToken().getTokenValue()).isEqualTo("token");
	}

	@Test
	void deviceThatCannotSignIsNamedAtTheLogin() throws Exception {
		SalesforceSession session = session(keys(TestSigner.CERTIFICATE, new Device(false)));
		assertThatExceptionOfType(SalesforceLoginException.class).isThrownBy(session::accessToken)
			.matches((ex) -> ex.getLoginError() == SalesforceLoginError.NOT_SIGNED)
			.withMessageContaining("alias 'signing'");
	}

	@Test
	void certificateOfAnotherKindIsRefused() {
		X509Certificate certificate = mock(X509Certificate.class);
		PublicKey elliptic = mock(PublicKey.class);
		given(elliptic.getAlgorithm()).willReturn("EC");
		given(certificate.getPublicKey()).willReturn(elliptic);
		assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
			.isThrownBy(() -> keys(certificate, this.device))
			.withMessageContaining("holds a key of the kind EC");
	}

	private static SigningKeys keys(Certificate certificate, Provider provider) throws Exception {
		KeyStore keyStore = new KeyStore(deviceKeys(certificate), provider, "DEVICE") {
		};
		keyStore.load(null, null);
		return new SslBundleSigningKeys("salesforce.jwt.ssl-bundle", "salesforce",
				new DefaultSslBundleRegistry("salesforce", SslBundle.of(SslStoreBundle.of(keyStore, null, null))));
	}

	private static SalesforceSession session(SigningKeys keys) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId("3MVG9")
				.username("sync@acme.example")
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.build())
			.signingKeys(keys)
			.tokenClient(new SalesforceTokenClient((uri, method) -> {
				MockClientHttpResponse response = new MockClientHttpResponse(
						"""
								{"access_token":"token","instance_url":"https://acme.my.salesforce.com","token_type":"Bearer"}"""
							.getBytes(StandardCharsets.UTF_8),
						HttpStatus.OK);
				response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
				MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
				request.setResponse(response);
				return request;
			}, ObservationRegistry.NOOP))
			.build();
	}

	/**
	 * Make a key store with one key, of which it shows no more than the algorithm.
	 */
	private static KeyStoreSpi deviceKeys(Certificate certificate) throws Exception {
		PrivateKey key = mock(PrivateKey.class);
		given(key.getAlgorithm()).willReturn("RSA");
		KeyStoreSpi keys = mock(KeyStoreSpi.class);
		given(keys.engineAliases()).willReturn(Collections.enumeration(List.of("signing")));
		given(keys.engineIsKeyEntry("signing")).willReturn(true);
		given(keys.engineGetKey(eq("signing"), any())).willReturn(key);
		given(keys.engineGetCertificate("signing")).willReturn(certificate);
		return keys;
	}

	private static final class Device extends Provider {

		Device(boolean signs) {
			super("Device", "1", "A device of the tests");
			if (signs) {
				put("Signature.SHA256withRSA", DeviceSignature.class.getName());
			}
		}

	}

	/**
	 * Signs inside the device.
	 */
	public static final class DeviceSignature extends SignatureSpi {

		private @Nullable Signature signature;

		@Override
		protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
			throw new InvalidKeyException("The device does not verify");
		}

		@Override
		protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
			try {
				this.signature = Signature.getInstance("SHA256withRSA");
				this.signature.initSign(PemContent.of(TestKey.RSA_2048.pem()).getPrivateKey());
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		protected void engineUpdate(byte b) throws SignatureException {
			this.signature.update(b);
		}

		@Override
		protected void engineUpdate(byte[] b, int off, int len) throws SignatureException {
			this.signature.update(b, off, len);
		}

		@Override
		protected byte[] engineSign() throws SignatureException {
			return this.signature.sign();
		}

		@Override
		protected boolean engineVerify(byte[] sigBytes) {
			return false;
		}

		@Override
		@Deprecated
		protected void engineSetParameter(String param, Object value) {
		}

		@Override
		@Deprecated
		protected @Nullable Object engineGetParameter(String param) {
			return null;
		}

	}

}
