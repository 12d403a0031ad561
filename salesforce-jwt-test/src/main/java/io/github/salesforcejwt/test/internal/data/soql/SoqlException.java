package io.github.salesforcejwt.test.internal.data.soql;

/**
 * A query that is malformed, or that asks for something that does not exist.
 */
public final class SoqlException extends RuntimeException {

	private final String code;

	/**
	 * Creates the exception.
	 * @param code the code by which Salesforce names the mistake
	 * @param message what is wrong
	 */
	public SoqlException(String code, String message) {
		super(message, null, false, false);
		this.code = code;
	}

	/**
	 * Returns the code of the mistake.
	 * @return the code, such as {@code MALFORMED_QUERY}
	 */
	public String code() {
		return this.code;
	}

}
