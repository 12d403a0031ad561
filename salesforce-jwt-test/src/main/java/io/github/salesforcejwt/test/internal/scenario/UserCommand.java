package io.github.salesforcejwt.test.internal.scenario;

import io.github.salesforcejwt.test.internal.org.User;

/**
 * The users of an org.
 */
public sealed interface UserCommand extends OrgCommand {

	@Description("Add a user. The user is active, but not approved.")
	record AddUser(@Description("The username") String username) implements UserCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().addUser(this.username);
		}

	}

	@Description("Approve a user for the app, as an admin or as the user does.")
	record Approve(@Description("The username") String username) implements UserCommand {

		@Override
		public void apply(OrgContext context) {
			context.user(this.username).approve(true);
		}

	}

	@Description("Remove the approval of a user. Sessions stay valid.")
	record RemoveApproval(@Description("The username") String username) implements UserCommand {

		@Override
		public void apply(OrgContext context) {
			context.user(this.username).approve(false);
		}

	}

	@Description("Deactivate a user, and end the user's sessions.")
	record Deactivate(@Description("The username") String username) implements UserCommand {

		@Override
		public void apply(OrgContext context) {
			User user = context.user(this.username);
			user.activate(false);
			context.org().sessions().endAllOf(user);
		}

	}

	@Description("Activate a user again.")
	record Activate(@Description("The username") String username) implements UserCommand {

		@Override
		public void apply(OrgContext context) {
			context.user(this.username).activate(true);
		}

	}

}
