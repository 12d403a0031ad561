package io.github.salesforcejwt;

import java.nio.charset.StandardCharsets;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DeviceSigner}.
 */
@Timeout(20)
class DeviceSignerTests {

	private static final byte[] INPUT = "input".getBytes(StandardCharsets.UTF_8);

	@Test
	void signatureIsThatOfTheDevice() {
		assertThat(signer(new TestSigner(), DeviceSigner.DEADLINE).sign(INPUT))
			.isEqualTo(TestKey.RSA_2048.signingKey("file").sign(INPUT));
	}

	@Test
	void signatureOfAnotherKeyIsNoticed() {
		DeviceSigner signer = signer(new TestSigner(TestKey.RSA_3072), DeviceSigner.DEADLINE);
		assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
			.withMessage("the HSM has signed with a key that does not match its certificate.")
			.matches(SigningException::isOtherKey);
	}

	@Test
	void signatureOfAnotherInputIsNoticed() {
		DeviceSigner signer = signer(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				return super.sign(header, "other".getBytes(StandardCharsets.UTF_8));
			}

		}, DeviceSigner.DEADLINE);
		assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
			.matches(SigningException::isOtherKey);
	}

	@Test
	void deviceIsAskedOnAThreadThatDoesNotKeepTheApplicationAlive() {
		AtomicReference<Thread> thread = new AtomicReference<>();
		signer(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				thread.set(Thread.currentThread());
				return super.sign(header, signingInput);
			}

		}, DeviceSigner.DEADLINE).sign(INPUT);
		assertThat(thread.get().isDaemon()).isTrue();
		assertThat(thread.get().getName()).isEqualTo("salesforce-signer");
	}

	@Test
	void signatureThatIsNoneIsNoticed() {
		DeviceSigner signer = signer(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) {
				return Base64URL.encode("none");
			}

		}, DeviceSigner.DEADLINE);
		assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
			.matches(SigningException::isOtherKey);
	}

	@Test
	void failureSaysWhatTheDeviceSaysWithoutSecretsAndWithoutItsException() {
		DeviceSigner signer = signer(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				throw new JOSEException("refused\r\nFORGED \u001b[31m password=hunter2hunter2",
						new IllegalStateException("CKR_PIN_LOCKED"));
			}

		}, DeviceSigner.DEADLINE);
		assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
			.withMessage("the HSM fails with JOSEException 'refused FORGED [31m password=[redacted]', caused by "
					+ "IllegalStateException 'CKR_PIN_LOCKED'.")
			.withNoCause()
			.matches((ex) -> !ex.isOtherKey());
	}

	@Test
	void deviceThatAnswersNothingIsAFailure() {
		DeviceSigner signer = signer(new TestSigner() {

			@Override
			@SuppressWarnings("NullAway")
			public Base64URL sign(JWSHeader header, byte[] signingInput) {
				return null;
			}

		}, DeviceSigner.DEADLINE);
		assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
			.withMessage("the HSM has answered without a signature.");
	}

	@Test
	void deviceThatHangsIsGivenUpAndDoesNotUseUpThreads() {
		CountDownLatch end = new CountDownLatch(1);
		AtomicInteger asked = new AtomicInteger();
		DeviceSigner signer = signer(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				asked.incrementAndGet();
				while (end.getCount() > 0) {
					try {
						end.await();
					}
					catch (InterruptedException ex) {
						// as a driver in native code does
					}
				}
				return super.sign(header, signingInput);
			}

		}, Duration.ofMillis(50));
		for (int i = 0; i < DeviceSigner.MAX_SIGNATURES; i++) {
			assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
				.withMessage("the HSM did not answer within 50 ms.");
		}
		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
				.withMessage("the HSM has not answered earlier requests.");
		}
		assertThat(asked).hasValue(DeviceSigner.MAX_SIGNATURES);
		end.countDown();
		await().ignoreExceptions().until(() -> signer.sign(INPUT) != null);
	}

	@Test
	void moreCallersThanPlacesAllGetTheirSignature() {
		DeviceSigner signer = signer(new TestSigner(), DeviceSigner.DEADLINE);
		List<CompletableFuture<Base64URL>> signatures = new ArrayList<>();
		for (int i = 0; i < 3 * DeviceSigner.MAX_SIGNATURES; i++) {
			signatures.add(CompletableFuture.supplyAsync(() -> signer.sign(INPUT), (task) -> new Thread(task).start()));
		}
		assertThat(signatures).allSatisfy((signature) -> assertThat(signature).succeedsWithin(DeviceSigner.DEADLINE));
	}

	@Test
	void interruptedCallerGivesUp() {
		DeviceSigner signer = signer(new TestSigner() {

			@Override
			public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					throw new JOSEException("interrupted");
				}
				return super.sign(header, signingInput);
			}

		}, DeviceSigner.DEADLINE);
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(SigningException.class).isThrownBy(() -> signer.sign(INPUT))
			.withMessage("the HSM was interrupted.");
		assertThat(Thread.interrupted()).isTrue();
	}

	private static DeviceSigner signer(TestSigner signer, Duration deadline) {
		return new DeviceSigner(signer, (RSAPublicKey) TestSigner.CERTIFICATE.getPublicKey(), "the HSM", deadline);
	}

}
