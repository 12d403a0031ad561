package io.github.salesforcejwt;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.salesforcejwt.SessionState.CurrentToken;
import io.github.salesforcejwt.SessionState.Phase;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * Hands the current token of a session to its callers, who wait for a login only if they
 * have to.
 */
final class SessionTokens {

	private final String orgId;

	private final SessionLogins logins;

	private final Clock clock;

	private final Ticker ticker;

	private final CallObservation callObservation;

	SessionTokens(String orgId, SessionLogins logins, Clock clock, Ticker ticker, CallObservation callObservation) {
		this.orgId = orgId;
		this.logins = logins;
		this.clock = clock;
		this.ticker = ticker;
		this.callObservation = callObservation;
	}

	SessionLogins logins() {
		return this.logins;
	}

	/**
	 * Return the current token, in whatever state, without a login.
	 */
	@Nullable SalesforceAccessToken peek() {
		CurrentToken token = this.logins.state().token();
		return (token != null) ? token.token() : null;
	}

	/**
	 * Whether a token is the current one.
	 */
	boolean isCurrent(SalesforceAccessToken token) {
		return token == peek();
	}

	/**
	 * Return the current token unless its renewal is due.
	 */
	@Nullable SalesforceAccessToken fresh() {
		CurrentToken token = this.logins.state().token();
		return (token != null && this.clock.millis() < token.renewAt()) ? token.token() : null;
	}

	/**
	 * Whether the session would lose more than its token if it were forgotten now: a
	 * login that runs, or a refusal that keeps the next one away.
	 */
	boolean isBusy() {
		SessionState state = this.logins.state();
		return state.login() != null || state.isFailureRemembered(this.ticker.millis());
	}

	/**
	 * Whether there is a token within its lifetime.
	 */
	boolean isLive() {
		Phase phase = this.logins.state().phase(this.clock.millis());
		return phase == Phase.FRESH || phase == Phase.STALE;
	}

	/**
	 * Return the current token without waiting, and start its renewal if it is due.
	 * @param cause the observation of the call, if the thread does not know it
	 */
	@Nullable SalesforceAccessToken current(@Nullable Observation cause) {
		SessionState state = this.logins.state();
		CurrentToken token = state.token();
		if (token == null) {
			return null;
		}
		long now = this.clock.millis();
		return (now < token.renewAt()) ? token.token() : renewing(state, token.token(), now, cause);
	}

	private @Nullable SalesforceAccessToken renewing(SessionState state, SalesforceAccessToken token, long now,
			@Nullable Observation cause) {
		boolean usable = state.phase(now) == Phase.STALE || state.isRenewing() || state.isFailingTransiently();
		if (usable && !state.isRenewing() && !this.logins.arePrevented(state)) {
			this.logins.join(false, (cause != null) ? cause : this.callObservation.current());
		}
		return usable ? token : null;
	}

	/**
	 * Return a token, and wait for a login if there is none.
	 * @throws SalesforceLoginException if the login fails
	 */
	SalesforceAccessToken get() {
		SalesforceAccessToken token = current(null);
		if (token != null) {
			return token;
		}
		CompletableFuture<SalesforceAccessToken> login = this.logins.join(false, this.callObservation.current());
		try {
			return login.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw SalesforceLoginException.interrupted(this.orgId, ex);
		}
		catch (ExecutionException ex) {
			return tokenDespite((ex.getCause() != null) ? ex.getCause() : ex);
		}
	}

	/**
	 * Return a token without waiting.
	 */
	CompletableFuture<SalesforceAccessToken> getAsync(@Nullable Observation cause) {
		SalesforceAccessToken token = current(cause);
		if (token != null) {
			return CompletableFuture.completedFuture(token);
		}
		return this.logins.join(false, cause).handle((loggedIn, ex) -> (ex != null) ? tokenDespite(ex) : loggedIn);
	}

	/**
	 * Log in, even if the current token is fresh or a failure is remembered.
	 */
	CompletableFuture<SalesforceAccessToken> renew() {
		return this.logins.join(true, this.callObservation.current()).handle((loggedIn, ex) -> {
			if (ex != null) {
				throw SalesforceLoginException.forCaller(this.orgId, ex);
			}
			return loggedIn;
		});
	}

	/**
	 * Log in to find out whether the session of a token is still valid, and where,
	 * although no answer has reported it as invalid. The token stays in use meanwhile,
	 * and if the login fails.
	 * @return completes when the login has ended, or at once if none is due; never fails
	 */
	CompletableFuture<@Nullable Void> verify(SalesforceAccessToken token) {
		if (!this.logins.mayVerify(token)) {
			return CompletableFuture.completedFuture(null);
		}
		this.logins.debug("Token kept: a login will show whether its session is still valid");
		return this.logins.join(true, this.callObservation.current()).handle((loggedIn, ex) -> null);
	}

	/**
	 * A token past its lifetime may still be valid: use it until a login is definitively
	 * refused.
	 */
	private SalesforceAccessToken tokenDespite(Throwable ex) {
		SalesforceAccessToken token = peek();
		if (token != null && LoginFailure.isTransient(ex)) {
			this.logins.debug("Using an expired token because logins are failing temporarily");
			return token;
		}
		throw SalesforceLoginException.forCaller(this.orgId, ex);
	}

}
