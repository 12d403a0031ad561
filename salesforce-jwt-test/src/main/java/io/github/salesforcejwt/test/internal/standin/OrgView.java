package io.github.salesforcejwt.test.internal.standin;

import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.scenario.Description;

/**
 * A snapshot of an org, without its secrets.
 */
public record OrgView(@Description("The id by which tests know the org") String id,
		@Description("The org's id in Salesforce") String orgId,
		@Description("The origin of its My Domain, where it logs in") String loginUrl,
		@Description("The origin that a login names as instance_url") String instanceUrl,
		@Description("The consumer key of its app") String clientId,
		@Description("The user that it started with") String username,
		@Description("Whether it is a sandbox") boolean sandbox, @Description("Its users") List<UserView> users,
		@Description("Its logins since the start") LoginCounts logins,
		@Description("How many requests arrived since the start") long requests,
		@Description("The API calls of the day") Usage apiUsage,
		@Description("How often each Apex REST class has run") Map<String, Integer> apexRestCalls,
		@Description("What is in store, in a few words each") List<String> scenarios) {

	/**
	 * A user.
	 */
	public record UserView(@Description("The username") String username,
			@Description("The user's id in Salesforce") String userId,
			@Description("Whether the user is active") boolean active,
			@Description("Whether the user is approved for the app") boolean approved) {
	}

	/**
	 * Logins.
	 */
	public record LoginCounts(@Description("How many requests for a token arrived") int attempts,
			@Description("How many were answered with a token") int successful,
			@Description("How many were refused") int refused) {
	}

	/**
	 * API calls.
	 */
	public record Usage(@Description("The calls of the day so far") int used,
			@Description("The limit of the day") int limit) {
	}

}
