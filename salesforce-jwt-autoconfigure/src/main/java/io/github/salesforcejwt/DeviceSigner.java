package io.github.salesforcejwt;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.util.Base64URL;
import org.jspecify.annotations.Nullable;

/**
 * Signs with a key that stays in its device, such as an HSM or a key management service:
 * with a deadline, since the device may be slow or far away, and with a look at each
 * signature, since the device may hold another key than its certificate says.
 * <p>
 * A signature that was given up keeps its place among those that may be under way until
 * the device answers, so that a device that hangs does not use up threads.
 */
final class DeviceSigner {

	static final JWSHeader HEADER = new JWSHeader(JWSAlgorithm.RS256);

	static final Duration DEADLINE = Duration.ofSeconds(10);

	static final int MAX_SIGNATURES = 32;

	private static final String ALGORITHM = "SHA256withRSA";

	private final JWSSigner signer;

	private final RSAPublicKey publicKey;

	private final String source;

	private final Duration deadline;

	private final Semaphore signatures = new Semaphore(MAX_SIGNATURES);

	DeviceSigner(JWSSigner signer, RSAPublicKey publicKey, String source, Duration deadline) {
		this.signer = signer;
		this.publicKey = publicKey;
		this.source = source;
		this.deadline = deadline;
	}

	/**
	 * Sign bytes.
	 * @throws SigningException if the device fails or takes too long, or another key has
	 * signed
	 */
	Base64URL sign(byte[] input) {
		Base64URL signature = ask(input);
		if (signature == null) {
			throw SigningException.of(this.source, "has answered without a signature");
		}
		if (!isOfThisKey(signature, input)) {
			throw SigningException.otherKey(this.source);
		}
		return signature;
	}

	private @Nullable Base64URL ask(byte[] input) {
		long start = System.nanoTime();
		FutureTask<@Nullable Base64URL> task = new FutureTask<>(() -> this.signer.sign(HEADER, input));
		try {
			if (!this.signatures.tryAcquire(this.deadline.toNanos(), TimeUnit.NANOSECONDS)) {
				throw SigningException.of(this.source, "has not answered earlier requests");
			}
			start(task);
			long left = this.deadline.toNanos() - (System.nanoTime() - start);
			return task.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			throw SigningException.of(this.source, "did not answer within " + this.deadline.toMillis() + " ms");
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			throw SigningException.of(this.source, (cause != null) ? cause : ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw SigningException.of(this.source, "was interrupted");
		}
		finally {
			task.cancel(true);
		}
	}

	private void start(Runnable task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			finally {
				this.signatures.release();
			}
		}, "salesforce-signer");
		thread.setDaemon(true);
		try {
			thread.start();
		}
		catch (RuntimeException | Error ex) {
			this.signatures.release();
			throw SigningException.of(this.source, ex);
		}
	}

	private boolean isOfThisKey(Base64URL signature, byte[] input) {
		try {
			Signature verification = Signature.getInstance(ALGORITHM);
			verification.initVerify(this.publicKey);
			verification.update(input);
			return verification.verify(signature.decode());
		}
		catch (GeneralSecurityException ex) {
			return false;
		}
	}

}
