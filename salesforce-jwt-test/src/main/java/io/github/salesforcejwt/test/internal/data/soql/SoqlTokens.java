package io.github.salesforcejwt.test.internal.data.soql;

import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.test.internal.data.soql.SoqlToken.Kind;

/**
 * The tokens of a query, and the place that its parser has reached.
 */
final class SoqlTokens {

	private static final List<String> SYMBOLS = List.of("<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ",");

	private final SoqlText source;

	private final String soql;

	private final List<SoqlToken> tokens = new ArrayList<>();

	private int next;

	SoqlTokens(SoqlText source) {
		this.source = source;
		this.soql = source.text();
		int position = 0;
		while (position < this.soql.length()) {
			position = Character.isWhitespace(character(position)) ? position + 1 : scan(position);
		}
		this.tokens.add(new SoqlToken(Kind.END, "<EOF>", this.soql.length()));
	}

	private int scan(int start) {
		char first = character(start);
		if (first == '\'') {
			return add(Kind.STRING, start, endOfString(start));
		}
		if (Character.isDigit(first) || ((first == '-' || first == '+') && startsNumber(start + 1))
				|| (first == '.' && Character.isDigit(character(start + 1)))) {
			return add(Kind.LITERAL, start, endOf(start + 1, ".:+-"));
		}
		if (Character.isLetter(first)) {
			return add(Kind.WORD, start, endOf(start, "._:"));
		}
		for (String symbol : SYMBOLS) {
			if (this.soql.startsWith(symbol, start)) {
				return add(Kind.SYMBOL, start, start + symbol.length());
			}
		}
		throw this.source.unexpected(new SoqlToken(Kind.SYMBOL, String.valueOf(first), start));
	}

	private boolean startsNumber(int position) {
		return Character.isDigit(character(position))
				|| (character(position) == '.' && Character.isDigit(character(position + 1)));
	}

	private char character(int position) {
		return (position < this.soql.length()) ? this.soql.charAt(position) : ' ';
	}

	private int add(Kind kind, int start, int end) {
		this.tokens.add(new SoqlToken(kind, this.soql.substring(start, end), start));
		return end;
	}

	private int endOfString(int start) {
		for (int i = start + 1; i < this.soql.length(); i++) {
			if (character(i) == '\\') {
				i++;
			}
			else if (character(i) == '\'') {
				return i + 1;
			}
		}
		throw this.source.malformed(new SoqlToken(Kind.STRING, this.soql.substring(start), start),
				"unterminated string");
	}

	private int endOf(int start, String alsoAllowed) {
		int end = start;
		while (Character.isLetterOrDigit(character(end)) || alsoAllowed.indexOf(character(end)) >= 0) {
			end++;
		}
		return end;
	}

	SoqlToken peek() {
		return this.tokens.get(this.next);
	}

	SoqlToken take() {
		SoqlToken token = peek();
		if (token.kind() != Kind.END) {
			this.next++;
		}
		return token;
	}

	/**
	 * Takes the next token if it is this keyword or symbol.
	 */
	boolean accept(String text) {
		boolean accepted = peek().is(text);
		if (accepted) {
			take();
		}
		return accepted;
	}

	void expect(String text) {
		if (!accept(text)) {
			throw unexpected();
		}
	}

	SoqlToken expect(Kind kind) {
		if (peek().kind() != kind) {
			throw unexpected();
		}
		return take();
	}

	SoqlException unexpected() {
		return this.source.unexpected(peek());
	}

}
