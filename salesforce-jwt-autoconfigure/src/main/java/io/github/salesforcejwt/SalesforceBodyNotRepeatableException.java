package io.github.salesforcejwt;

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a call has to be sent again, since its session had ended, and its body can be
 * read only once, or produces different content when read again. Salesforce has done
 * nothing: send the call again with a fresh body. Bodies that can be read twice avoid
 * this: a byte array, a string, an object, a file resource, or a publisher that emits the
 * same data to each subscriber.
 */
public class SalesforceBodyNotRepeatableException extends IllegalStateException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String orgId;

	/**
	 * Create an exception.
	 * @param orgId the id of the org
	 * @param cause why the second read failed, or {@code null} if it did not fail
	 */
	SalesforceBodyNotRepeatableException(String orgId, @Nullable Throwable cause) {
		super("The Salesforce org '" + orgId + "' answered that the session had ended, and the call could not be sent "
				+ "again: its body can be read only once, or was different when read again. Salesforce has "
				+ "done nothing. Send the call again with a fresh body, or use one that can be read twice, such as "
				+ "a byte array, a FileSystemResource or a publisher that emits the same data to each subscriber.",
				cause);
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
