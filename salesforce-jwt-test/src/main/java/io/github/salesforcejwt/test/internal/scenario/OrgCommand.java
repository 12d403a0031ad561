package io.github.salesforcejwt.test.internal.scenario;

/**
 * A change to an org, with its values. Each is a method of the public API, and an
 * operation of the control API under its name in lower case: {@code fail-next}.
 */
public sealed interface OrgCommand permits AppCommand, CallCommand, DataCommand, LimitCommand, LoginCommand,
		SessionCommand, UserCommand, OrgCommand.ClearScenarios, OrgCommand.ForgetRequests {

	/**
	 * Change the org.
	 * @param context the org and what is around it
	 * @throws IllegalArgumentException if a value makes no sense
	 */
	void apply(OrgContext context);

	@Description("Clear all scenarios: faults, delays, refusals, dead tokens, enforced limits and Apex REST classes.")
	record ClearScenarios() implements OrgCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().clear();
			context.org().apex().clear();
			context.org().callsInProgress().unlimited();
			context.org().usage().enforce(false);
			context.org().sessions().issueDeadTokens(false);
		}

	}

	@Description("Discard the recorded requests. The counters stay.")
	record ForgetRequests() implements OrgCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().requests().clear();
		}

	}

}
