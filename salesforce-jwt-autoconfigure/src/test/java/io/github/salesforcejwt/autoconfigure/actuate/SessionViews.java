package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;
import java.util.Map;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceSession;

import org.springframework.boot.health.contributor.Health;
import org.springframework.web.client.RestClient;

/**
 * What an operator sees of a session, for tests of other packages.
 */
public final class SessionViews {

	private final SalesforceHealthIndicator health;

	private final SalesforceEndpoint endpoint;

	private final String orgId;

	public SessionViews(SalesforceSession session, Clock clock) {
		this.orgId = session.getRegistration().getId();
		this.health = new SalesforceHealthIndicator(session, clock);
		this.endpoint = new SalesforceEndpoint(
				new SalesforceClients(Map.of(this.orgId, session), (any) -> RestClient.create()), clock);
	}

	public Health health() {
		return this.health.health();
	}

	/**
	 * Return whether the endpoint says that logins fail now, and its counts of logins,
	 * failed logins and replays.
	 */
	public String endpoint() {
		SalesforceEndpoint.OrgDescriptor org = this.endpoint.org(this.orgId);
		SalesforceEndpoint.Counts counts = org.counts();
		return describe(org.lastFailure() != null && org.lastFailure().current(), counts.logins(),
				counts.failedLogins(), counts.replays());
	}

	public static String describe(boolean failing, long logins, long failedLogins, long replays) {
		return (failing ? "failing" : "working") + ", " + logins + " logins, " + failedLogins + " failed, " + replays
				+ " replays";
	}

}
