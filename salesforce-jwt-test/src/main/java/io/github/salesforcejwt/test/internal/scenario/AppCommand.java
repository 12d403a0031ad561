package io.github.salesforcejwt.test.internal.scenario;

import java.util.List;

import io.github.salesforcejwt.test.internal.org.Keys;

/**
 * The app of an org.
 */
public sealed interface AppCommand extends OrgCommand {

	@Description("Make the org a sandbox, which takes https://test.salesforce.com as audience.")
	record AsSandbox() implements AppCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().sandbox(true);
		}

	}

	@Description("Let each user approve the app, on the page at /services/oauth2/authorize.")
	record SelfAuthorize() implements AppCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().app().preAuthorized(false);
		}

	}

	@Description("Let an admin approve the users, as is the default.")
	record AdminPreAuthorize() implements AppCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().app().preAuthorized(true);
		}

	}

	@Description("Replace the certificate of the app.")
	record Certificate(
			@Description("The PEM text of the certificate, or of a bare public key") String pem) implements AppCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().app().publicKey(Keys.publicKey(this.pem));
		}

	}

	@Description("Set the scopes of the app.")
	record Scopes(@Description("The scopes") List<String> scopes) implements AppCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().app().scopes(this.scopes);
		}

	}

	@Description("Set the user that the client credentials flow runs as.")
	record RunAs(@Description("The username, empty for none") String username) implements AppCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().app().runAs(this.username);
		}

	}

}
