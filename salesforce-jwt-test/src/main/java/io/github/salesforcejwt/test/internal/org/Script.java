package io.github.salesforcejwt.test.internal.org;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The faults that a test has planned for the calls and logins of an org.
 */
public final class Script {

	private final FaultPlan calls = new FaultPlan();

	private final FaultPlan logins = new FaultPlan();

	private volatile @Nullable Refusal refusal;

	public FaultPlan calls() {
		return this.calls;
	}

	public FaultPlan logins() {
		return this.logins;
	}

	public void refuseLogins(@Nullable Refusal refusal) {
		this.refusal = refusal;
	}

	public @Nullable Refusal refusal() {
		return this.refusal;
	}

	/** Describe the planned faults, in a few words each. */
	public List<String> describe(Instant now) {
		List<String> descriptions = new ArrayList<>(this.calls.describe("calls", now));
		descriptions.addAll(this.logins.describe("logins", now));
		Refusal refusal = this.refusal;
		if (refusal != null) {
			descriptions.add("logins refused: " + refusal.description());
		}
		return descriptions;
	}

	public void clear() {
		this.calls.clear();
		this.logins.clear();
		this.refusal = null;
	}

	/**
	 * How each login is refused that would have succeeded.
	 *
	 * @param error the code
	 * @param description the description
	 */
	public record Refusal(String error, String description) {
	}

}
