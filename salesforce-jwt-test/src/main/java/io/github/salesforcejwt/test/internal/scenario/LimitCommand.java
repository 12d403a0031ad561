package io.github.salesforcejwt.test.internal.scenario;

import java.time.Duration;

/**
 * The limits of an org.
 */
public sealed interface LimitCommand extends OrgCommand {

	/**
	 * Set the count of API calls that Sforce-Limit-Info and limits report.
	 *
	 * @param used the calls of the day so far
	 * @param limit the limit of the day
	 */
	@Description("Set the count of API calls that Sforce-Limit-Info and limits report.")
	record ApiUsage(@Description("The calls of the day so far") int used,
			@Description("The limit of the day") int limit) implements LimitCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().usage().set(this.used, this.limit);
		}

	}

	/**
	 * Refuse API calls past the limit of the day, in place of only counting them.
	 *
	 * @param enforced whether they are refused
	 */
	@Description("Refuse API calls past the limit of the day, in place of only counting them.")
	record EnforceApiLimit(@Description("Whether they are refused") boolean enforced) implements LimitCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().usage().enforce(this.enforced);
		}

	}

	/**
	 * Limit the API calls that run at once.
	 *
	 * @param calls how many may run
	 * @param minimumAge how long a call must have run to count, by the server's clock
	 */
	@Description("Limit the API calls that run at once.")
	record LimitConcurrentCalls(@Description("How many may run") int calls,
			@Description("How long a call must have run to count, by the server's clock") Duration minimumAge)
			implements
				LimitCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().callsInProgress().limit(this.calls, this.minimumAge);
		}

	}

	/**
	 * Limit the logins of each user.
	 *
	 * @param loginsPerHour how many succeed within an hour
	 */
	@Description("Limit the logins of each user.")
	record LimitLogins(@Description("How many succeed within an hour") int loginsPerHour) implements LimitCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().logins().limit(this.loginsPerHour);
		}

	}

}
