package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.salesforcejwt.CallRecovery.Action;
import io.github.salesforcejwt.CallRecovery.Step;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * One call of a {@code RestClient}, sent again if that helps.
 */
final class BlockingCall {

	private final SalesforceSession session;

	private final Attempts attempts;

	private long startedAt;

	private @Nullable CallRecovery recovery;

	BlockingCall(SalesforceSession session, Attempts attempts) {
		this.session = session;
		this.attempts = attempts;
	}

	/**
	 * Make the call as soon as there is a token.
	 */
	ClientHttpResponse exchange() throws IOException {
		CallRules calls = this.session.calls();
		calls.quota().admit();
		SalesforceAccessToken token = this.session.accessToken();
		this.startedAt = calls.now();
		while (true) {
			token = verified(token);
			ClientHttpResponse response;
			int status;
			try {
				response = this.attempts.send(token);
				status = status(response);
			}
			catch (IOException ex) {
				token = failed(ex, token);
				continue;
			}
			answered(response, status, token);
			if (!CallFailure.isPossible(status)) {
				return CheckedResponse.of(response);
			}
			PeekedResponse failed = new PeekedResponse(response);
			SalesforceAccessToken next = refused(failed, status, token);
			if (next == null) {
				return failed;
			}
			token = next;
		}
	}

	/**
	 * Return the token for a large body, after a login if the connection of the one
	 * before broke.
	 */
	private SalesforceAccessToken verified(SalesforceAccessToken token) throws IOException {
		UploadFailures uploads = this.session.calls().uploadFailures();
		if (!uploads.isDoubtful(token, this.attempts.bodyLength())) {
			return token;
		}
		await(this.session.tokens().verify(token));
		uploads.verified();
		return this.session.accessToken();
	}

	/**
	 * Return the status of an answer. Not every library checks that it is one.
	 */
	private static int status(ClientHttpResponse response) throws IOException {
		try {
			return response.getStatusCode().value();
		}
		catch (IllegalArgumentException ex) {
			new PeekedResponse(response).discard();
			throw new IOException("The answer is not HTTP", ex);
		}
	}

	private void answered(ClientHttpResponse response, int status, SalesforceAccessToken token) {
		if (TrustedOrigins.isOrigin(this.attempts.getURI(), token.getInstanceUrl())) {
			this.session.calls().quota().answered(response.getHeaders());
			if (status / 100 == 2) {
				this.session.tokens().succeeded(token, this.attempts.getURI(), this.startedAt);
			}
		}
	}

	/**
	 * Continue after there was no answer.
	 * @return the token for the next attempt
	 */
	private SalesforceAccessToken failed(IOException ex, SalesforceAccessToken token) throws IOException {
		this.session.calls().uploadFailures().broken(token, this.attempts.written());
		IOException named = UnreachableHost.named(ex, this.attempts.getURI());
		pause(recovery().after(ex), (named != null) ? named : ex);
		return this.session.accessToken();
	}

	/**
	 * Continue after an answer that may be a failure.
	 * @return the token for the next attempt, or {@code null} if the answer goes to the
	 * caller
	 */
	private @Nullable SalesforceAccessToken refused(PeekedResponse failed, int status, SalesforceAccessToken token)
			throws IOException {
		Step step = stepAfter(failed, status, token);
		if (step.action() == Action.DELIVER) {
			return null;
		}
		failed.discard();
		if (step.action() != Action.RETRY) {
			return replacementOf(token);
		}
		pause(step.pause(), new InterruptedIOException("Interrupted before the next attempt"));
		return this.session.accessToken();
	}

	private Step stepAfter(PeekedResponse failed, int status, SalesforceAccessToken token) throws IOException {
		boolean decided = false;
		try {
			ErrorBody body = CallFailure.isInBody(status) ? failed.beginning(this.session.calls().patience())
					: ErrorBody.UNREAD;
			Step step = recovery().after(status, failed.getHeaders(), body, this.attempts.getURI(), token);
			if (step.action() == Action.REPLAY_IF_REPLACED && !isReplaced(token, step)) {
				step = Step.DELIVER;
			}
			decided = true;
			return step;
		}
		finally {
			if (!decided) {
				failed.discard();
			}
		}
	}

	private CallRecovery recovery() {
		if (this.recovery == null) {
			this.recovery = CallRecovery.of(this.session, this.attempts.getMethod(), this.attempts.getAttributes(),
					this.attempts.isRepeatable(), this.startedAt);
		}
		return this.recovery;
	}

	/**
	 * Whether a login returns another token than the one that was refused.
	 */
	private boolean isReplaced(SalesforceAccessToken refused, Step step) throws IOException {
		if (step.login() != null) {
			await(step.login());
		}
		return !this.session.accessToken().getTokenValue().equals(refused.getTokenValue());
	}

	private SalesforceAccessToken replacementOf(SalesforceAccessToken dead) {
		if (!this.attempts.isRepeatable()) {
			throw new SalesforceBodyNotRepeatableException(this.session.getRegistration().getId(), null);
		}
		this.attempts.leave(dead);
		SalesforceAccessToken token = this.session.accessToken();
		this.session.events().callReplayed();
		return token;
	}

	private static void await(CompletableFuture<@Nullable Void> login) throws IOException {
		try {
			login.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while waiting for a login");
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("Verification never fails", ex);
		}
	}

	/**
	 * Wait for the next attempt.
	 * @param pause how long, or {@code null} for no further attempt
	 * @param failure what the call ends with, if there is no further attempt
	 */
	private void pause(@Nullable Duration pause, IOException failure) throws IOException {
		if (pause == null || Thread.currentThread().isInterrupted()) {
			throw failure;
		}
		try {
			this.session.calls().sleeper().sleep(pause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure;
		}
	}

	/**
	 * The request of a call, which can be sent more than once.
	 */
	interface Attempts extends HttpRequest {

		/**
		 * Send the request once.
		 */
		ClientHttpResponse send(SalesforceAccessToken token) throws IOException;

		/**
		 * Let the request follow the org to the instance of its next token.
		 */
		void leave(SalesforceAccessToken token);

		boolean isRepeatable();

		/**
		 * Return the length of the body, or -1 if it is not known.
		 */
		long bodyLength();

		/**
		 * Return how much of the body the last attempt was about to write.
		 */
		long written();

	}

}
