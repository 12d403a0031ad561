package io.github.salesforcejwt;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;
import org.springframework.util.Assert;

/**
 * Session of this application with one Salesforce org, as the org's own user or as a
 * further one: the one place that knows the current token. Blocking and reactive callers
 * share it.
 * <p>
 * Any number of callers without a token cause exactly one login. A token past most of its
 * lifetime is still handed out while one login, started by a caller, renews it in the
 * background. Thread-safe.
 */
public final class SalesforceSession {

	private final SalesforceRegistration registration;

	private final SessionTokens tokens;

	private final SessionInstance instance;

	private final CallRules calls;

	private final CallObservation callObservation;

	private final SessionEvents events;

	private final UserSessions<SalesforceSession> users;

	private SalesforceSession(SessionAssembly.Parts parts, @Nullable String username) {
		this.registration = parts.registration();
		this.tokens = parts.tokens();
		this.calls = parts.calls();
		this.callObservation = parts.callObservation();
		this.events = parts.events();
		this.instance = new SessionInstance(parts.trustedOrigins(), this.tokens.logins(), this.calls.quota(),
				this.events);
		SessionAssembly.Users users = parts.users();
		this.users = new UserSessions<>(this.registration.getId(), username,
				(users == null) ? null : users.sessions(SalesforceSession::new, SalesforceSession::tokens));
	}

	/**
	 * Start a session. It logs in when the first token is asked for.
	 * @param registration how to log in
	 * @return a builder
	 */
	public static Builder withRegistration(SalesforceRegistration registration) {
		return new Builder(registration);
	}

	/**
	 * Return the session of a further user of the org.
	 * @param username the user, or the user of this session if it is that of a further
	 * user already
	 * @throws IllegalArgumentException if no user can have this name
	 * @throws IllegalStateException if there can be no such session
	 */
	SalesforceSession ofUser(String username) {
		return this.users.get(username, this);
	}

	/**
	 * Whether this is the session of a further user, whatever a request names.
	 */
	boolean isOfUser() {
		return this.users.areOfUser();
	}

	/**
	 * Whether more than tokens would be lost if the session were forgotten now.
	 */
	boolean isBusy() {
		return this.tokens.isBusy() || this.users.isAny(SalesforceSession::isBusy);
	}

	/**
	 * Return how this session logs in.
	 * @return the registration
	 */
	public SalesforceRegistration getRegistration() {
		return this.registration;
	}

	/**
	 * Return how often this session has logged in.
	 * @return the number of logins that succeeded, renewals included
	 */
	public long getLoginCount() {
		return this.events.loginCount();
	}

	/**
	 * Return the current status of this session. Takes no lock, sends nothing, and never
	 * logs in.
	 * @return a snapshot; it holds no secret
	 */
	public SalesforceSessionStatus getStatus() {
		return this.events.status(this.tokens.peek(), this.calls.quota().usage());
	}

	/**
	 * Return a token to call Salesforce with. Waits only if there is none, for the one
	 * login that all callers share, as long as its time budget allows.
	 * @return the token
	 * @throws SalesforceLoginException if the login is refused or fails, with what it
	 * means and what to do
	 */
	public SalesforceAccessToken accessToken() {
		return this.tokens.get();
	}

	/**
	 * Return a token to call Salesforce with, without blocking a thread.
	 * @return the future token; it fails with a {@link SalesforceLoginException} when
	 * {@link #accessToken()} throws one. Canceling it releases this caller, and leaves
	 * the login to the others. Dependent actions may run on the thread of the login, for
	 * which others wait, so they must not block.
	 */
	public CompletableFuture<SalesforceAccessToken> accessTokenAsync() {
		return this.tokens.getAsync(this.callObservation.current());
	}

	/**
	 * Log in, even if the current token is fresh and whatever refusals are remembered.
	 * Intended for operators after fixing a configuration problem, not for regular calls.
	 * The current token is used until the new one is there.
	 * @return the future token; it fails with a {@link SalesforceLoginException}
	 */
	public CompletableFuture<SalesforceAccessToken> renew() {
		return this.tokens.renew();
	}

	/**
	 * Report a token whose session Salesforce has called invalid. The next login shows
	 * whether the session has ended. Does nothing if the current token is already a
	 * different one, so that late answers do no harm, and for a while after a login has
	 * returned the same token, since its session is then valid.
	 * @param token the token that was refused
	 * @return whether it is given up, so that the next caller waits for a login
	 */
	public boolean invalidate(SalesforceAccessToken token) {
		return this.tokens.logins().refused(new SessionRefusal(token, token.getInstanceUrl(), false, null)).giveUp();
	}

	SessionTokens tokens() {
		return this.tokens;
	}

	SessionInstance instance() {
		return this.instance;
	}

	CallRules calls() {
		return this.calls;
	}

	CallObservation callObservation() {
		return this.callObservation;
	}

	SessionEvents events() {
		return this.events;
	}

	/**
	 * Builds a {@link SalesforceSession}.
	 */
	public static final class Builder {

		private final SessionAssembly assembly;

		private Builder(SalesforceRegistration registration) {
			this.assembly = new SessionAssembly(registration);
		}

		/**
		 * Set the keys that sign assertions.
		 * @param signingKeys the keys, or {@code null} for client credentials
		 * @return this builder
		 */
		public Builder signingKeys(@Nullable SigningKeys signingKeys) {
			this.assembly.signingKeys = signingKeys;
			return this;
		}

		/**
		 * Set the client that sends token requests.
		 * @param tokenClient the client, which sessions of several orgs may share
		 * @return this builder
		 */
		public Builder tokenClient(SalesforceTokenClient tokenClient) {
			this.assembly.tokenClient = tokenClient;
			return this;
		}

		/**
		 * Set the registry that observes logins.
		 * @param observationRegistry the registry; by default none
		 * @return this builder
		 */
		public Builder observationRegistry(ObservationRegistry observationRegistry) {
			this.assembly.observationRegistry = observationRegistry;
			return this;
		}

		/**
		 * Set how a login is tried again.
		 * @param loginRetry the policy; by default
		 * {@link SalesforceRetryPolicy#LOGIN_DEFAULTS}
		 * @return this builder
		 */
		public Builder loginRetry(SalesforceRetryPolicy loginRetry) {
			this.assembly.loginRetry = loginRetry;
			return this;
		}

		/**
		 * Set how long one attempt to log in may take, whatever the HTTP client does.
		 * @param loginTimeout the time; by default 35 seconds
		 * @return this builder
		 * @throws IllegalArgumentException if the time is not positive
		 */
		public Builder loginTimeout(Duration loginTimeout) {
			Assert.isTrue(loginTimeout.compareTo(Duration.ZERO) > 0,
					() -> "'loginTimeout' is " + loginTimeout + ", but must be positive");
			this.assembly.loginTimeout = loginTimeout;
			return this;
		}

		/**
		 * Set how API calls are tried again, and which.
		 * @param apiRetry the policy; by default
		 * {@link SalesforceRetryPolicy#API_DEFAULTS}
		 * @param methods the methods that are sent again without being asked; by default
		 * GET and HEAD
		 * @return this builder
		 * @see SalesforceRequestAttributes#retry(boolean)
		 */
		public Builder apiRetry(SalesforceRetryPolicy apiRetry, Set<HttpMethod> methods) {
			this.assembly.apiRetry = apiRetry;
			this.assembly.retriedMethods = methods;
			return this;
		}

		/**
		 * Set the share of the daily API calls past which calls fail fast.
		 * @param quotaStopAt the share, such as 0.9, or {@code null} for none
		 * @return this builder
		 */
		public Builder quotaStopAt(@Nullable Double quotaStopAt) {
			this.assembly.quotaStopAt = quotaStopAt;
			return this;
		}

		/**
		 * Set where the replicas of an application share the session.
		 * @param sharedSessionStore the store, or {@code null} if each replica logs in
		 * for itself, which is the default
		 * @return this builder
		 */
		public Builder sharedSessionStore(@Nullable SharedSessionStore sharedSessionStore) {
			this.assembly.sharedSessionStore = sharedSessionStore;
			return this;
		}

		/**
		 * Set how many sessions of further users are kept. Beyond that, the least
		 * recently used one is discarded.
		 * @param maxUsers the number; by default 1000
		 * @return this builder
		 * @throws IllegalArgumentException if the number is not positive
		 * @see SalesforceClients#session(String, String)
		 */
		public Builder maxUsers(int maxUsers) {
			Assert.isTrue(maxUsers > 0, () -> "'maxUsers' is " + maxUsers + ", but must be positive");
			this.assembly.maxUsers = maxUsers;
			return this;
		}

		/**
		 * Set the clock for points in time, such as the expiry of a token. Pauses and
		 * deadlines do not depend on it.
		 * @param clock the clock; by default the system's
		 * @return this builder
		 */
		public Builder clock(Clock clock) {
			this.assembly.clock = clock;
			return this;
		}

		/**
		 * Add a listener.
		 * @param listener receives the events of the session
		 * @return this builder
		 */
		public Builder listener(SalesforceSessionListener listener) {
			this.assembly.listeners.add(listener);
			return this;
		}

		Builder time(Ticker ticker, Sleeper sleeper) {
			this.assembly.ticker = ticker;
			this.assembly.sleeper = sleeper;
			return this;
		}

		/**
		 * Set the source of tokens, and the threads to log in on.
		 * @param tokenSource logs in, or {@code null} for token requests
		 */
		Builder login(@Nullable TokenSource tokenSource, Executor executor) {
			this.assembly.tokenSource = tokenSource;
			this.assembly.executor = executor;
			return this;
		}

		/**
		 * Build the session.
		 * @return the session
		 * @throws IllegalArgumentException if the token client is missing, or the keys if
		 * the grant needs them
		 */
		public SalesforceSession build() {
			return new SalesforceSession(this.assembly.assemble(), null);
		}

	}

}
