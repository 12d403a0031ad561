package io.github.salesforcejwt;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The failure of the last login, remembered for a while in which no other login starts:
 * the longer, the more often it has come in a row.
 *
 * @param cause the failure
 * @param count how often failures of its kind came in a row
 * @param until the end of the while, in milliseconds of the ticker
 * @param credential what the login was made with
 * @param credentialComparedAt when that was last compared with the current credential, in
 * milliseconds of the ticker
 */
record LoginFailure(Throwable cause, int count, long until, String credential, long credentialComparedAt) {

	private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

	private static final Duration FIRST_PAUSE_IF_PERMANENT = Duration.ofSeconds(5);

	/** No pause outlasts by much what has caused it, unless Salesforce itself refused. */
	private static final Duration MAX_PAUSE = Duration.ofSeconds(30);

	private static final Duration MAX_PAUSE_IF_REFUSED = Duration.ofMinutes(5);

	private static final Duration MAX_PAUSE_IF_ASKED_BY_SALESFORCE = Duration.ofMinutes(15);

	/** A changed key is noticed within this time after a refusal. */
	private static final Duration CREDENTIAL_COMPARISON_INTERVAL = Duration.ofSeconds(1);

	private static final int MAX_DOUBLINGS = 10;

	static LoginFailure after(@Nullable LoginFailure previous, Throwable cause, String credential, long now) {
		boolean isTransient = isTransient(cause);
		int count = (previous != null && previous.isTransient() == isTransient) ? previous.count() + 1 : 1;
		Duration pause = pause(cause, count);
		// long ago, so that the first caller compares
		return new LoginFailure(cause, count, now + pause.toMillis(), credential,
				now - CREDENTIAL_COMPARISON_INTERVAL.toMillis());
	}

	/**
	 * Return how long a failure is remembered.
	 * @param count how often failures of its kind came in a row
	 */
	static Duration pause(Throwable cause, int count) {
		boolean isTransient = isTransient(cause);
		Duration pause = min((isTransient ? FIRST_PAUSE : FIRST_PAUSE_IF_PERMANENT)
			.multipliedBy(1L << Math.min(count - 1, MAX_DOUBLINGS)), MAX_PAUSE_IF_REFUSED);
		Duration asked = Duration.ZERO;
		boolean ofSalesforce = false;
		if (cause instanceof SalesforceLoginException login) {
			asked = min(login.leastPause(), MAX_PAUSE_IF_ASKED_BY_SALESFORCE);
			ofSalesforce = login.getLoginError().isAnswerOfSalesforce();
		}
		if (isTransient || !ofSalesforce) {
			pause = min(pause, MAX_PAUSE);
		}
		if (!ofSalesforce) {
			asked = min(asked, MAX_PAUSE);
		}
		return (asked.compareTo(pause) > 0) ? asked : pause;
	}

	private static Duration min(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	boolean isTransient() {
		return isTransient(this.cause);
	}

	static boolean isTransient(Throwable cause) {
		return cause instanceof SalesforceLoginException login && login.isTransient();
	}

	/**
	 * Whether no other login starts because of this failure.
	 */
	boolean isRemembered(long now) {
		return now < this.until;
	}

	/**
	 * Whether to look if the credential has changed: a refusal does not outlive the key
	 * that was refused.
	 */
	boolean isCredentialComparisonDue(long now) {
		return !isTransient() && now - this.credentialComparedAt >= CREDENTIAL_COMPARISON_INTERVAL.toMillis();
	}

	LoginFailure withCredentialComparedAt(long now) {
		return new LoginFailure(this.cause, this.count, this.until, this.credential, now);
	}

}
