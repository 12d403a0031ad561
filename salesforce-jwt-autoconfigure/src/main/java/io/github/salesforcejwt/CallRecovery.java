package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

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

	private final HttpMethod method;

	private final Map<String, Object> attributes;

	/** Whether the body can be sent again. */
	private final boolean repeatable;

	private final Retries retries;

	/** The token that this attempt replaces, if it is a replay. */
	private @Nullable SalesforceAccessToken refused;

	/** Whether the org was looked for elsewhere. */
	private boolean lookedElsewhere;

	private int attempt = 1;

	private CallRecovery(SessionTokens tokens, CallRules rules, HttpMethod method, Map<String, Object> attributes,
			boolean repeatable, Retries retries) {
		this.tokens = tokens;
		this.rules = rules;
		this.method = method;
		this.attributes = attributes;
		this.repeatable = repeatable;
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
		return new CallRecovery(session.tokens(), rules, method, attributes, repeatable, rules.retries(startedAt));
	}

	/**
	 * Decide after an answer.
	 * @param target what was called
	 * @param token what it was called with
	 */
	Step after(int status, HttpHeaders headers, ErrorBody body, URI target, SalesforceAccessToken token) {
		return switch (CallFailure.of(status, body)) {
			case REDIRECTED -> isAboutSession(status, target, token) && isElsewhere(headers, token)
					? lookElsewhere(token) : Step.DELIVER;
			case SESSION_DEAD -> isAboutSession(status, target, token)
					? refused(new SessionRefusal(token, target, body.text().isBlank(), this.refused)) : Step.DELIVER;
			case SESSION_NOT_ALLOWED -> {
				this.rules.warn("Salesforce answers " + status
						+ ", which a new login would not fix. Check the permission 'API Enabled' of the user, the "
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
				Duration pause = isRetried() ? pause(status, this.rules.retryAfter(headers)) : null;
				yield (pause != null) ? new Step(Action.RETRY, pause, null) : Step.DELIVER;
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
		boolean unprocessed = TransportFailure.isUnprocessed(ex) && this.repeatable
				&& CallRules.isRetriedIfUnprocessed(this.attributes);
		return (unprocessed || (isRetried() && TransportFailure.isTransient(ex))) ? pause(null, null) : null;
	}

	private boolean isRetried() {
		return this.repeatable && this.rules.isRetried(this.method, this.attributes);
	}

	/**
	 * Whether who answers knows the session: the instance, and with a status of 400 its
	 * Bulk API 1.0 alone.
	 */
	private static boolean isAboutSession(int status, URI target, SalesforceAccessToken token) {
		return TrustedOrigins.isOrigin(target, token.getInstanceUrl())
				&& (status != 400 || target.getRawPath().startsWith(CallAuthorization.BULK_PATH));
	}

	private static boolean isElsewhere(HttpHeaders headers, SalesforceAccessToken token) {
		try {
			URI location = headers.getLocation();
			return location != null && location.getHost() != null
					&& !location.getHost().equalsIgnoreCase(token.getInstanceUrl().getHost());
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Log in to find out whether the org has moved: an instance redirects to the next
	 * one.
	 */
	private Step lookElsewhere(SalesforceAccessToken token) {
		if (this.lookedElsewhere || this.refused != null) {
			return Step.DELIVER;
		}
		this.lookedElsewhere = true;
		CompletableFuture<@Nullable Void> login = this.tokens.verify(token);
		return CallRules.SAFE_METHODS.contains(this.method) ? new Step(Action.REPLAY_IF_REPLACED, Duration.ZERO, login)
				: Step.DELIVER;
	}

	private Step refused(SessionRefusal refusal) {
		Replay replay = this.tokens.logins().refused(refusal).replay();
		if (refusal.isOfReplay()) {
			this.rules.warn(
					"Salesforce reports that a session is invalid, although it has just confirmed it. The answer goes to the "
							+ "caller.",
					() -> "");
		}
		this.refused = refusal.token();
		return switch (replay) {
			case ALWAYS -> Step.REPLAY;
			case IF_REPLACED -> this.repeatable ? Step.REPLAY_IF_REPLACED : Step.DELIVER;
			case NEVER -> Step.DELIVER;
		};
	}

	private @Nullable Duration pause(@Nullable Integer status, @Nullable Duration retryAfter) {
		Duration pause = this.retries.next(retryAfter);
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

		/** The call is sent again, with the token that the session has by then. */
		REPLAY,

		/** The call is sent again, if the session has another token by then. */
		REPLAY_IF_REPLACED,

		/** The call is sent again, after a pause. */
		RETRY

	}

	/**
	 * The next step of the call.
	 *
	 * @param action what becomes of it
	 * @param pause how long to wait before
	 * @param login a login to wait for before, although there is a token, or {@code null}
	 */
	record Step(Action action, Duration pause, @Nullable CompletableFuture<@Nullable Void> login) {

		static final Step DELIVER = new Step(Action.DELIVER, Duration.ZERO, null);

		static final Step REPLAY = new Step(Action.REPLAY, Duration.ZERO, null);

		static final Step REPLAY_IF_REPLACED = new Step(Action.REPLAY_IF_REPLACED, Duration.ZERO, null);

	}

}
