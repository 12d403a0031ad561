package io.github.salesforcejwt;

import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two callers of one session, as jcstress lets them race. Each result is the number of
 * the token that a caller was given, 0 for none; the last is the number of logins, -1 if
 * two ran at once.
 */
public abstract class SalesforceSessionStress {

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final AtomicInteger logins = new AtomicInteger();

	private final AtomicInteger running = new AtomicInteger();

	private volatile boolean overlapped;

	final SalesforceSession session;

	SalesforceSessionStress() {
		this.test.login = this::logIn;
		this.session = this.test.build();
	}

	private SalesforceAccessToken logIn() {
		this.overlapped |= this.running.incrementAndGet() != 1;
		SalesforceAccessToken token = token(this.logins.incrementAndGet());
		this.running.decrementAndGet();
		return token;
	}

	final SalesforceAccessToken token(int number) {
		return this.test.token("token-" + number);
	}

	int blocking() {
		try {
			return number(this.session.accessToken());
		}
		catch (SalesforceLoginException ex) {
			return 0;
		}
	}

	int reactive() {
		try {
			return number(this.session.accessTokenAsync().join());
		}
		catch (CompletionException ex) {
			return 0;
		}
	}

	int logins() {
		return this.overlapped ? -1 : this.logins.get();
	}

	static int number(SalesforceAccessToken token) {
		return Integer.parseInt(token.getTokenValue().substring("token-".length()));
	}

	/**
	 * Nobody has logged in yet.
	 */
	@JCStressTest
	@Outcome(id = "1, 1, 1", expect = Expect.ACCEPTABLE, desc = "Both share one login")
	@Outcome(expect = Expect.FORBIDDEN, desc = "More than one login, or none")
	@State
	public static class FirstCalls extends SalesforceSessionStress {

		/** Ask. */
		@Actor
		public void blockingCaller(III_Result result) {
			result.r1 = blocking();
		}

		/** Ask. */
		@Actor
		public void reactiveCaller(III_Result result) {
			result.r2 = reactive();
		}

		/** Count. */
		@Arbiter
		public void count(III_Result result) {
			result.r3 = logins();
		}

	}

	/**
	 * One caller learns that the current token is dead.
	 */
	@JCStressTest
	@Outcome(id = "1, 2, 2", expect = Expect.ACCEPTABLE, desc = "The other asked before")
	@Outcome(id = "2, 2, 2", expect = Expect.ACCEPTABLE, desc = "The other asked after")
	@Outcome(expect = Expect.FORBIDDEN, desc = "A dead token, or not one login more")
	@State
	public static class OneInvalidation extends SalesforceSessionStress {

		private final SalesforceAccessToken first = this.session.accessToken();

		/** Ask. */
		@Actor
		public void caller(III_Result result) {
			result.r1 = blocking();
		}

		/** Give up, and ask. */
		@Actor
		public void invalidator(III_Result result) {
			this.session.invalidate(this.first);
			result.r2 = reactive();
		}

		/** Count. */
		@Arbiter
		public void count(III_Result result) {
			result.r3 = logins();
		}

	}

	/**
	 * Both callers learn that the current token is dead.
	 */
	@JCStressTest
	@Outcome(id = "2, 2, 2", expect = Expect.ACCEPTABLE, desc = "The later one does no harm")
	@Outcome(expect = Expect.FORBIDDEN, desc = "A dead token, or not one login more")
	@State
	public static class TwoInvalidations extends SalesforceSessionStress {

		private final SalesforceAccessToken first = this.session.accessToken();

		/** Give up, and ask. */
		@Actor
		public void oneInvalidator(III_Result result) {
			this.session.invalidate(this.first);
			result.r1 = blocking();
		}

		/** Give up, and ask. */
		@Actor
		public void otherInvalidator(III_Result result) {
			this.session.invalidate(this.first);
			result.r2 = blocking();
		}

		/** Count. */
		@Arbiter
		public void count(III_Result result) {
			result.r3 = logins();
		}

	}

	/**
	 * The token is given up while another caller renews it.
	 */
	@JCStressTest
	@Outcome(id = "2, 2, 2", expect = Expect.ACCEPTABLE, desc = "The renewal replaces the token")
	@Outcome(id = "3, 2, 3", expect = Expect.ACCEPTABLE, desc = "Renewed after it was replaced")
	@Outcome(expect = Expect.FORBIDDEN, desc = "A token that was given up before the call")
	@State
	public static class InvalidationDuringARenewal extends SalesforceSessionStress {

		private final SalesforceAccessToken first = this.session.accessToken();

		/** Renew. */
		@Actor
		public void renewer(III_Result result) {
			result.r1 = this.session.renew().handle((token, ex) -> (ex != null) ? 0 : number(token)).join();
		}

		/** Give up, and ask. */
		@Actor
		public void invalidator(III_Result result) {
			this.session.invalidate(this.first);
			result.r2 = blocking();
		}

		/** Count. */
		@Arbiter
		public void count(III_Result result) {
			result.r3 = logins();
		}

	}

}
