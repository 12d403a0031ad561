package io.github.salesforcejwt.test.internal.data.soql;

/**
 * The text of a query, which errors show a part of.
 *
 * @param text the text
 */
public record SoqlText(String text) {

	private static final int SHOWN = 40;

	/**
	 * Returns an error for a query that is not well-formed, or that uses what the
	 * stand-in does not have.
	 * @param token where
	 * @param message what is wrong
	 * @return the exception to throw
	 */
	public SoqlException malformed(SoqlToken token, String message) {
		return error("MALFORMED_QUERY", token, message);
	}

	/**
	 * Returns an error for a token that does not belong where it is.
	 * @param token the token
	 * @return the exception to throw
	 */
	public SoqlException unexpected(SoqlToken token) {
		return malformed(token, "unexpected token: '%s'".formatted(token.text()));
	}

	/**
	 * Returns an error that shows the place.
	 * @param code the code of the mistake
	 * @param token where
	 * @param message what is wrong
	 * @return the exception to throw
	 */
	public SoqlException error(String code, SoqlToken token, String message) {
		int position = token.position();
		int from = Math.max(0, position - SHOWN);
		String shown = this.text.substring(from, Math.min(this.text.length(), position + SHOWN));
		int row = 1 + (int) this.text.substring(0, position).chars().filter((character) -> character == '\n').count();
		int column = position - this.text.lastIndexOf('\n', position - 1);
		return new SoqlException(code, "\n%s\n%s^\nERROR at Row:%d:Column:%d\n%s"
			.formatted(shown.replaceAll("\\s", " "), " ".repeat(position - from), row, column, message));
	}

}
