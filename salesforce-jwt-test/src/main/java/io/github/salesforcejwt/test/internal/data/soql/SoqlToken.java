package io.github.salesforcejwt.test.internal.data.soql;

import java.util.Locale;

/**
 * A token of a query.
 *
 * @param kind what it is
 * @param text its text, with the quotes of a string
 * @param position where it starts in the query
 */
public record SoqlToken(Kind kind, String text, int position) {

	/**
	 * Whether it is a keyword or a symbol.
	 * @param other the keyword or symbol, in any case
	 * @return whether it is
	 */
	public boolean is(String other) {
		return (this.kind == Kind.WORD || this.kind == Kind.SYMBOL) && this.text.equalsIgnoreCase(other);
	}

	/**
	 * Returns the text in capitals, as functions and keywords are compared.
	 * @return the text in capitals
	 */
	public String upperCase() {
		return this.text.toUpperCase(Locale.ROOT);
	}

	/**
	 * The kinds of tokens.
	 */
	public enum Kind {

		/** A name, a path of names, a keyword or a date literal. */
		WORD,

		/** A text in quotes. */
		STRING,

		/** A number, a date or a date with a time. */
		LITERAL,

		/** An operator, a parenthesis or a comma. */
		SYMBOL,

		/** The end of the query. */
		END

	}

}
