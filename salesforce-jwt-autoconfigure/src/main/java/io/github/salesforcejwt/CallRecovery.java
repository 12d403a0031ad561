package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import io.github.salesforcejwt.InvalidSessionPolicy.Replay;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/**
 * Decides what becomes of one call after each of its failures. Shared by blocking and
 * reactive code, which only differ in how they wait.
 */
final class CallRecovery {

	private final SessionTokens tokens;

	private final CallRules rules;

	private final boolean retryable;

	private final Retries retries;

	/** The token that this attempt replaces, if it is a replay. */
	private @Nullable SalesforceAccessToken refused;

	private int attempt = 1;

	private CallRecovery(SessionTokens tokens, CallRules rules, boolean retryable, Retries retries) {
		this.tokens = tokens;
		this.rules = rules;
		this.retryable = retryable;
		this.retries = retries;
	}

	/**
	 * Decide about a call that has failed for the first time.
	 * @param repeatable whether the body can be sent again
	 * @param startedAt when the call began, as {@link CallRules#now()} returned
	 */
	static CallRecovery of(SalesforceSession session, HttpMethod method, Map<String, Object> attributes,
			boolean repeatable, long startedAt) {
		CallRules rules = session.calls();
		return new CallRecovery(session.tokens(), rules, repeatable && rules.isRetried(method, attributes),
				rules.retries(startedAt));
	}

	/**
	 * Decide after an answer.
	 * @param target what was called
	 * @param token what it was called with
	 */
	Step after(int status, HttpHeaders headers, ErrorBody body, URI target, SalesforceAccessToken token) {
		return switch (CallFailure.of(status, body)) {
			case SESSION_DEAD -> isAboutSession(status, target, token)
					? refused(new SessionRefusal(token, target, body.text().isBlank(), this.refused)) : Step.DELIVER;
			case SESSION_NOT_ALLOWED -> {
				this.rules.warn("Salesforce answers " + status
						+ ", which no new login would cure. Check the permission 'API Enabled' of the user, the "
						+ "IP restrictions and the scopes ('api') of the app, and the session settings of the org.",
						() -> " It says: " + Redaction.excerpt(body.text()));
				yield Step.DELIVER;
			}
			case UNAUTHORIZED -> {
				this.rules.warn("A call was answered " + status + ", and not because its session has ended.",
						() -> " The answer: " + Redaction.excerpt(body.text()));
				yield Step.DELIVER;
			}
			case TRANSIENT -> {
				Duration pause = pause(status, this.rules.retryAfter(headers));
				yield (pause != null) ? new Step(Action.RETRY, pause) : Step.DELIVER;
			}
			case DAILY_LIMIT -> {
				this.rules.quota().exhausted();
				yield Step.DELIVER;
			}
			case OTHER -> Step.DELIVER;
		};
	}

	/**
	 * Decide after there was no answer.
	 * @return how long to wait before the next attempt, or {@code null} for none
	 */
	@Nullable Duration after(Throwable ex) {
		return TransportFailure.isTransient(ex) ? pause(null, null) : null;
	}

	/**
	 * Whether who answers knows the session: the instance, and with a status of 400 its
	 * Bulk API 1.0 alone.
	 */
	private static boolean isAboutSession(int status, URI target, SalesforceAccessToken token) {
		return TrustedOrigins.isOrigin(target, token.getInstanceUrl())
				&& (status != 400 || target.getRawPath().startsWith(CallAuthorization.BULK_PATH));
	}

	private Step refused(SessionRefusal refusal) {
		Replay replay = this.tokens.refused(refusal).replay();
		if (refusal.isOfReplay()) {
			this.rules.warn("Salesforce calls a session invalid that it has just confirmed. The answer goes to the "
					+ "caller.", () -> "");
		}
		this.refused = refusal.token();
		return switch (replay) {
			case ALWAYS -> Step.REPLAY;
			case IF_REPLACED -> Step.REPLAY_IF_REPLACED;
			case NEVER -> Step.DELIVER;
		};
	}

	private @Nullable Duration pause(@Nullable Integer status, @Nullable Duration retryAfter) {
		Duration pause = this.retryable ? this.retries.next(retryAfter) : null;
		if (pause != null) {
			this.rules.events().callRetried(this.attempt, status, pause);
			this.attempt++;
			this.refused = null;
		}
		return pause;
	}

	/**
	 * What becomes of the call.
	 */
	enum Action {

		/** The answer goes to the caller. */
		DELIVER,

		/** Once more, with the token that the session has by then. */
		REPLAY,

		/** Once more, if the session has another token by then. */
		REPLAY_IF_REPLACED,

		/** Once more, after a pause. */
		RETRY

	}

	/**
	 * The next step of the call.
	 *
	 * @param action what becomes of it
	 * @param pause how long to wait before
	 */
	record Step(Action action, Duration pause) {

		static final Step DELIVER = new Step(Action.DELIVER, Duration.ZERO);

		static final Step REPLAY = new Step(Action.REPLAY, Duration.ZERO);

		static final Step REPLAY_IF_REPLACED = new Step(Action.REPLAY_IF_REPLACED, Duration.ZERO);

	}

}
