package io.github.salesforcejwt.test.internal.scenario;

import java.time.Duration;

import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Script;

/**
 * What happens to logins.
 */
public sealed interface LoginCommand extends OrgCommand {

	@Description("Let the next logins fail, before anything is checked.")
	record FailNextLogins(@Description("How many") int count,
			@Description("What happens to them") Reply fault) implements LoginCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().logins().next(this.count, this.fault);
		}

	}

	@Description("Let logins fail for a time, before anything is checked.")
	record FailLoginsFor(@Description("How long, by the server's clock") Duration duration,
			@Description("What happens to them") Reply fault) implements LoginCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().logins().until(context.clock().instant().plus(this.duration), this.fault);
		}

	}

	@Description("Delay each login.")
	record DelayLogins(@Description("The delay; zero ends it") Duration delay) implements LoginCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().logins().delay(this.delay);
		}

	}

	@Description("Refuse each login that would have succeeded.")
	record RefuseLogins(@Description("The code, such as invalid_grant") String error,
			@Description("The description") String description) implements LoginCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().refuseLogins(new Script.Refusal(this.error, this.description));
		}

	}

	@Description("End the refusal of logins.")
	record AcceptLogins() implements LoginCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().refuseLogins(null);
		}

	}

	@Description("Refuse logins from the caller's address.")
	record RestrictLoginIps(@Description("Whether they are refused") boolean restricted) implements LoginCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().restrictLoginIps(this.restricted);
		}

	}

}
