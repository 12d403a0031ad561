package io.github.salesforcejwt;

import java.io.Serial;

/**
 * Thrown when the token of an org would go to a host that it must not reach. Nothing was
 * sent. The message names the host and the remedy.
 */
public class UntrustedOriginException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String orgId;

	/**
	 * Create an exception.
	 * @param orgId the id of the org
	 * @param message what was refused, and what to do
	 */
	UntrustedOriginException(String orgId, String message) {
		super(message);
		this.orgId = orgId;
	}

	/**
	 * Return the id of the org whose token was withheld.
	 * @return the id
	 */
	public String getOrgId() {
		return this.orgId;
	}

}
