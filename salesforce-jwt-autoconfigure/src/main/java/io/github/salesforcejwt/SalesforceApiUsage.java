package io.github.salesforcejwt;

/**
 * API calls of an org within 24 hours, as Salesforce reports them in the header
 * {@code Sforce-Limit-Info} of an answer.
 *
 * @param used the calls so far, of all applications
 * @param limit the calls allowed
 */
public record SalesforceApiUsage(long used, long limit) {

	/**
	 * Return the share of the limit that is used.
	 * @return 0 to 1, or more if the org has exceeded its limit
	 */
	public double share() {
		return (this.limit > 0) ? (double) this.used / this.limit : 0;
	}

}
