package io.github.salesforcejwt.test.internal.scenario;

import java.time.Duration;

/**
 * The limits of an org.
 */
public sealed interface LimitCommand extends OrgCommand {

	@Description("Set the count of API calls that Sforce-Limit-Info and limits report.")
	record ApiUsage(@Description("The calls of the day so far") int used,
			@Description("The limit of the day") int limit) implements LimitCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().usage().set(this.used, this.limit);
		}

	}

	@Description("Refuse API calls past the limit of the day, in place of only counting them.")
	record EnforceApiLimit(@Description("Whether they are refused") boolean enforced) implements LimitCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().usage().enforce(this.enforced);
		}

	}

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

	@Description("Limit the logins of each user.")
	record LimitLogins(@Description("How many succeed within an hour") int loginsPerHour) implements LimitCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().logins().limit(this.loginsPerHour);
		}

	}

}
