package io.github.salesforcejwt;

import java.io.Serial;
import java.util.Locale;

/**
 * Thrown when a call is refused before it is sent, since the org has used up the share of
 * its daily API calls that the property {@code quota.stop-at} sets. One call a minute
 * goes through, and once Salesforce answers it with a lower share, all do.
 */
public class SalesforceQuotaException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String orgId;

	/**
	 * Create an exception.
	 * @param orgId the id of the org
	 * @param used the calls of the last 24 hours, of all applications
	 * @param limit the calls allowed
	 * @param stopAt the share past which calls are refused
	 */
	SalesforceQuotaException(String orgId, long used, long limit, double stopAt) {
		super(String.format(Locale.ROOT,
				"A call of the Salesforce org '%s' was refused before it was sent: %s API calls in 24 hours are used up, "
						+ "and this application stops at %.4g%%. One call a minute goes through, to learn when "
						+ "the share falls. To continue, raise the property 'quota.stop-at' of the org, or call less often.",
				orgId, (limit > 0) ? used + " of its " + limit : "its", stopAt * 100));
		this.orgId = orgId;
	}

	/**
	 * Return the id of the org.
	 * @return the id
	 */
	public String getOrgId() {
		return this.orgId;
	}

}
