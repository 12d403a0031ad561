package io.github.salesforcejwt.test.internal.scenario;

import java.time.Duration;

/**
 * Sessions and their tokens.
 */
public sealed interface SessionCommand extends OrgCommand {

	@Description("End all sessions: each token is invalid from now on.")
	record EndAllSessions() implements SessionCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().sessions().endAll();
		}

	}

	@Description("Set the timeout of new sessions.")
	record TokenLifetime(@Description("The time without use") Duration lifetime) implements SessionCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().sessions().timeout(this.lifetime);
		}

	}

	@Description("Issue tokens that no API call accepts, the same one at each login.")
	record IssueDeadTokens(@Description("Whether new sessions are invalid; false ends those that are") boolean dead)
			implements
				SessionCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().sessions().issueDeadTokens(this.dead);
		}

	}

	@Description("Issue access tokens that are JWTs, another one at each login.")
	record IssueJwtTokens(@Description("How long each token lives") Duration lifetime) implements SessionCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().tokenFormat().jwtLifetime(this.lifetime);
		}

	}

	@Description("Issue opaque access tokens, which is the default.")
	record IssueOpaqueTokens() implements SessionCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().tokenFormat().jwtLifetime(null);
		}

	}

	@Description("Let logins report the lifetime of the token in expires_in.")
	record ReportTokenLifetime(@Description("Whether it is reported") boolean reported) implements SessionCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().tokenFormat().reportLifetime(this.reported);
		}

	}

}
