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

	private final CallRecovery recovery;

	/**
	 * Create a call that has failed for the first time: one that succeeds at once needs
	 * none of this.
	 * @param startedAt when it began, as {@link CallRules#now()} returned
	 */
	private BlockingCall(SalesforceSession session, Attempts attempts, long startedAt) {
		this.session = session;
		this.attempts = attempts;
		this.recovery = CallRecovery.of(session, attempts.getMethod(), attempts.getAttributes(),
				attempts.isRepeatable(), startedAt);
	}

	/**
	 * Make a call as soon as there is a token.
	 * @param token the token that there was a moment ago, if there was one
	 */
	static ClientHttpResponse exchange(SalesforceSession session, Attempts attempts,
			@Nullable SalesforceAccessToken token) throws IOException {
		CallRules calls = session.calls();
		calls.quota().admit();
		SalesforceAccessToken next = (token != null && session.tokens().isCurrent(token)) ? token
				: session.accessToken();
		long startedAt = calls.now();
		BlockingCall call = null;
		while (true) {
			next = verified(session, attempts, next);
			ClientHttpResponse response;
			int status;
			try {
				response = attempts.send(next);
				status = status(response);
			}
			catch (IOException ex) {
				call = (call != null) ? call : new BlockingCall(session, attempts, startedAt);
				next = call.failed(ex, next);
				continue;
			}
			session.instance().answered(status, response.getHeaders(), attempts.getURI(), next, startedAt);
			if (!CallFailure.isPossible(status)) {
				return CheckedResponse.of(response);
			}
			call = (call != null) ? call : new BlockingCall(session, attempts, startedAt);
			PeekedResponse failed = new PeekedResponse(response);
			SalesforceAccessToken replacement = call.refused(failed, status, next);
			if (replacement == null) {
				return failed;
			}
			next = replacement;
		}
	}

	/**
	 * Return the token for a large body, after a login if the connection of the one
	 * before broke.
	 */
	private static SalesforceAccessToken verified(SalesforceSession session, Attempts attempts,
			SalesforceAccessToken token) throws IOException {
		UploadFailures uploads = session.calls().uploadFailures();
		if (!uploads.isDoubtful(token, attempts.bodyLength())) {
			return token;
		}
		await(session.tokens().verify(token));
		uploads.verified();
		return session.accessToken();
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

	/**
	 * Continue after there was no answer.
	 * @return the token for the next attempt
	 */
	private SalesforceAccessToken failed(IOException ex, SalesforceAccessToken token) throws IOException {
		this.session.calls().uploadFailures().broken(token, this.attempts.written());
		IOException named = UnreachableHost.named(ex, this.attempts.getURI());
		pause(this.recovery.after(ex), (named != null) ? named : ex);
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
			Step step = this.recovery.after(status, failed.getHeaders(), body, this.attempts.getURI(), token);
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
