package io.github.salesforcejwt;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

import io.github.salesforcejwt.PunctualSharedSessionStore.UnavailableException;
import io.github.salesforcejwt.SharedSession.Failure;
import io.github.salesforcejwt.SharedSession.SameToken;
import io.github.salesforcejwt.SharedSession.Token;
import io.github.salesforcejwt.SharedSessionStore.Entry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs in for all replicas of an application: the one that holds the lease asks
 * Salesforce, and the others adopt its result, a token or a failure. If the store cannot
 * be used, this replica logs in for itself.
 * <p>
 * Runs on the thread of the login. The logins of a session do not overlap.
 */
final class SharedLogin implements TokenSource {

	private static final Log logger = LogFactory.getLog(SharedLogin.class);

	private static final Duration MIN_RETENTION = Duration.ofHours(1);

	/** A replica that waits for longer than so many of them logs in for itself. */
	private static final int MAX_LEASES = 2;

	private static final int MIN_POLL_MILLIS = 20;

	private static final int FIRST_POLL_MILLIS = 250;

	private static final int MAX_POLL_MILLIS = 1_000;

	private final String replica = UUID.randomUUID().toString();

	private final TokenSource login;

	private final Store store;

	private final TrustedOrigins trustedOrigins;

	private final SessionEvents events;

	private final Clock clock;

	private final Ticker ticker;

	private final Sleeper sleeper;

	/** By the clock of the store: what is older is no news here. */
	private Instant lastIssuedAt = Instant.EPOCH;

	/**
	 * Create a login that is shared.
	 * @param login logs in at Salesforce
	 * @param store where the replicas meet
	 */
	SharedLogin(TokenSource login, Store store, TrustedOrigins trustedOrigins, SessionEvents events, Clock clock,
			Ticker ticker, Sleeper sleeper) {
		this.login = login;
		this.store = store;
		this.trustedOrigins = trustedOrigins;
		this.events = events;
		this.clock = clock;
		this.ticker = ticker;
		this.sleeper = sleeper;
	}

	@Override
	public SalesforceAccessToken get() {
		return get(Purpose.TOKEN);
	}

	@Override
	public SalesforceAccessToken get(Purpose purpose) {
		try {
			SalesforceAccessToken token = share(purpose);
			this.events.sharedSessionStore(null);
			return token;
		}
		catch (UnavailableException ex) {
			this.events.sharedSessionStore(ex);
			return this.login.get(purpose);
		}
	}

	@Override
	public String credential() {
		return this.login.credential();
	}

	private SalesforceAccessToken share(Purpose purpose) {
		SharedSessionCipher cipher = this.store.cipher().get();
		long patience = this.ticker.millis() + MAX_LEASES * this.store.lease().toMillis();
		Instant askedAt = null;
		for (int polls = 0;; polls++) {
			Entry entry = this.store.store().read(this.store.id());
			askedAt = (askedAt != null) ? askedAt : entry.now();
			SharedSession session = (entry.value() != null) ? cipher.decrypt(entry.value()) : SharedSession.NONE;
			SalesforceAccessToken adopted = adopt(session, entry.now(), askedAt, purpose);
			if (adopted != null) {
				return adopted;
			}
			throwIfFailing(session.failure(), entry.now(), purpose);
			String owner = UUID.randomUUID().toString();
			if (!entry.leased()
					&& this.store.store().lease(this.store.id(), entry.version(), owner, this.store.lease())) {
				return logIn(owner, session, entry.now(), purpose, cipher);
			}
			if (this.ticker.millis() >= patience) {
				// who may write to the store could keep everybody waiting for ever
				throw new UnavailableException("The lease of an entry does not end", null);
			}
			pause(polls);
		}
	}

	/**
	 * Return the token of another replica, if it serves the purpose of this login.
	 */
	private @Nullable SalesforceAccessToken adopt(SharedSession session, Instant now, Instant askedAt,
			Purpose purpose) {
		Token token = session.token();
		if (token == null || token.isStale(now) || !token.issuedAt().isAfter(this.lastIssuedAt)) {
			return null;
		}
		boolean news = !token.issuedAt().isBefore(askedAt);
		boolean serves = news
				|| (!purpose.forced() && (!token.value().equals(purpose.refusedToken()) || session.isConfirmed(now)));
		return serves ? accessToken(token, now) : null;
	}

	private @Nullable SalesforceAccessToken accessToken(Token token, Instant now) {
		URI instanceUrl;
		try {
			instanceUrl = this.trustedOrigins.instanceUrl(token.instanceUrl().toString());
		}
		catch (UntrustedOriginException ex) {
			return null;
		}
		this.lastIssuedAt = token.issuedAt();
		Instant issuedAt = this.clock.instant().minus(token.age(now));
		String identity = (token.orgId() != null) ? "/id/" + token.orgId() + "/" + token.userId() : null;
		return new SalesforceAccessToken(token.value(), issuedAt, issuedAt.plus(token.lifetime()), token.scopes(),
				instanceUrl, identity);
	}

	/**
	 * Fail as another replica has, unless it was made with another credential.
	 */
	private void throwIfFailing(@Nullable Failure failure, Instant now, Purpose purpose) {
		if (failure != null && !purpose.forced() && !failure.replica().equals(this.replica)
				&& failure.until().isAfter(now) && failure.credential().equals(this.login.credential())) {
			throw SalesforceLoginException.ofReplica(this.events.orgId(), failure.error(), failure.code(),
					failure.explanation(), failure.remedy(), Duration.between(now, failure.until()));
		}
	}

	private SalesforceAccessToken logIn(String owner, SharedSession session, Instant now, Purpose purpose,
			SharedSessionCipher cipher) {
		long start = this.ticker.millis();
		try {
			SalesforceAccessToken token = this.login.get(purpose);
			Instant issuedAt = now.plusMillis(this.ticker.millis() - start);
			this.lastIssuedAt = issuedAt;
			boolean same = token.getTokenValue().equals(purpose.refusedToken());
			publish(owner, cipher,
					new SharedSession(Token.of(token, issuedAt), same ? session.confirmed(issuedAt) : null, null));
			return token;
		}
		catch (SalesforceLoginException ex) {
			if (ex.getLoginError().isOfThisProcess()) {
				release(owner);
			}
			else {
				Instant failedAt = now.plusMillis(this.ticker.millis() - start);
				publish(owner, cipher, new SharedSession(session.token(), session.sameToken(),
						Failure.after(session.failure(), ex, failedAt, this.login.credential(), this.replica)));
			}
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			release(owner);
			throw ex;
		}
	}

	/**
	 * Publish the result of the login. It applies here, even if the store has failed by
	 * now.
	 */
	private void publish(String owner, SharedSessionCipher cipher, SharedSession session) {
		try {
			Token token = session.token();
			Duration retention = (token != null && token.lifetime().compareTo(MIN_RETENTION) > 0) ? token.lifetime()
					: MIN_RETENTION;
			this.store.store().publish(this.store.id(), owner, cipher.encrypt(session), retention);
		}
		catch (UnavailableException ex) {
			logger.debug("The result of a login cannot be shared", ex);
		}
	}

	private void release(String owner) {
		try {
			this.store.store().release(this.store.id(), owner);
		}
		catch (UnavailableException ex) {
			logger.debug("The lease of a login ends by itself", ex);
		}
	}

	/**
	 * Let the replica that holds the lease log in. If that takes long, ask more rarely: a
	 * thousand replicas ask the same store.
	 */
	private void pause(int polls) {
		int bound = Math.min(FIRST_POLL_MILLIS << Math.min(polls, 2), MAX_POLL_MILLIS);
		try {
			this.sleeper.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextInt(MIN_POLL_MILLIS, bound)));
		}
		catch (InterruptedException ex) {
			throw SalesforceLoginException.interrupted(this.events.orgId(), ex);
		}
	}

	/**
	 * Where the replicas meet.
	 *
	 * @param store the store
	 * @param id the id of the session in it
	 * @param lease how long the others wait for a replica that logs in
	 * @param cipher encrypts with the current keys
	 */
	record Store(SharedSessionStore store, String id, Duration lease, Supplier<SharedSessionCipher> cipher) {
	}

}
