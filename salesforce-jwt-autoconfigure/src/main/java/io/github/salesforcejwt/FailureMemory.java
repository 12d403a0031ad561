package io.github.salesforcejwt;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether the failure of the last login prevents another one for the time being.
 * A refusal does not outlive the credential that was refused.
 */
final class FailureMemory {

	private final LoginRunner logins;

	private final Ticker ticker;

	/** Replaces a failure, unless another one has taken its place. */
	private final BiPredicate<LoginFailure, @Nullable LoginFailure> replacement;

	FailureMemory(LoginRunner logins, Ticker ticker, BiPredicate<LoginFailure, @Nullable LoginFailure> replacement) {
		this.logins = logins;
		this.ticker = ticker;
		this.replacement = replacement;
	}

	/**
	 * Whether no login starts because of a failure. Whether its credential has changed is
	 * looked up on another thread, since this one may have to continue.
	 */
	boolean prevents(@Nullable LoginFailure failure) {
		long now = this.ticker.millis();
		if (failure == null || !failure.isRemembered(now)) {
			return false;
		}
		if (!failure.isCredentialComparisonDue(now)) {
			return true;
		}
		LoginFailure compared = failure.withCredentialComparedAt(now);
		if (!this.replacement.test(failure, compared)) {
			return true;
		}
		AtomicBoolean forgotten = new AtomicBoolean();
		this.logins.ifCredentialChanged(failure.credential(),
				() -> forgotten.set(this.replacement.test(compared, null)));
		return !forgotten.get();
	}

}
