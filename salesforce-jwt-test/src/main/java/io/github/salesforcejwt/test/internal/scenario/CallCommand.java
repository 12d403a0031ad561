package io.github.salesforcejwt.test.internal.scenario;

import java.time.Duration;

import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Address;
import io.github.salesforcejwt.test.internal.org.Site;

/**
 * What happens to calls of the APIs.
 */
public sealed interface CallCommand extends OrgCommand {

	@Description("Let the next calls of the APIs fail, before the token is checked.")
	record FailNext(@Description("How many") int count,
			@Description("What happens to them") Reply fault) implements CallCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().calls().next(this.count, this.fault);
		}

	}

	@Description("Let every n-th call of the APIs fail, before the token is checked.")
	record FailEvery(@Description("Which calls: 200 for each two-hundredth from now on") int interval,
			@Description("What happens to them") Reply fault) implements CallCommand {

		@Override
		public void apply(OrgContext context) {
			if (this.interval < 1) {
				throw new IllegalArgumentException(
						"An interval of " + this.interval + " names no call: the least is 1, for every call");
			}
			context.org().script().calls().every(this.interval, this.fault);
		}

	}

	@Description("Let the calls of the APIs fail for a time, before the token is checked.")
	record FailFor(@Description("How long, by the server's clock") Duration duration,
			@Description("What happens to them") Reply fault) implements CallCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().calls().until(context.clock().instant().plus(this.duration), this.fault);
		}

	}

	@Description("Let all calls to a path fail, before the token is checked.")
	record FailCallsTo(
			@Description("The path without the query; with an asterisk at its end, all paths with that prefix") String path,
			@Description("What happens to them") Reply fault) implements CallCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().calls().path(this.path, this.fault);
		}

	}

	@Description("Delay each call of the APIs.")
	record DelayCalls(@Description("The delay; zero ends it") Duration delay) implements CallCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().script().calls().delay(this.delay);
		}

	}

	@Description("Deploy an Apex REST class.")
	record ApexRest(
			@Description("The path below /services/apexrest; with an asterisk at its end, all paths with that prefix") String urlMapping,
			@Description("The response") Reply answer) implements CallCommand {

		@Override
		public void apply(OrgContext context) {
			context.org().apex().deploy(this.urlMapping, this.answer);
		}

	}

	@Description("Move the org to another instance. Sessions end, and the next login returns the new instance URL.")
	record MoveToNewInstance(
			@Description("The status of the redirect that API calls to the old instance get; 0 refuses their token instead") int redirectStatus,
			@Description("The port of the new instance; 0 for a free one") int port,
			@Description("The origin of the new instance as callers know it, empty for the usual one") String url)
			implements
				CallCommand {

		@Override
		public void apply(OrgContext context) {
			Address address = new Address();
			context.places().open(Site.of(context.org(), address), this.port, this.url);
			context.org().moveTo(address, this.redirectStatus);
		}

	}

}
