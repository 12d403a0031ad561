package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a query, and the place that its parser has reached.
 */
final class SoqlTokens {

	private static final int SHOWN = 40;

	private static final List<String> SYMBOLS = List.of("<=", ">=", "!=", "<>", "=", "<", ">", "(", ")", ",");

	private final String soql;

	private final List<Token> tokens = new ArrayList<>();

	private int next;

	SoqlTokens(String soql) {
		this.soql = soql;
		int position = 0;
		while (position < soql.length()) {
			position = Character.isWhitespace(soql.charAt(position)) ? position + 1 : scan(position);
		}
		this.tokens.add(new Token(Kind.END, "<EOF>", soql.length()));
	}

	private int scan(int start) {
		char first = soql(start);
		if (first == '\'') {
			return add(Kind.STRING, start, endOfString(start));
		}
		if (Character.isDigit(first) || ((first == '-' || first == '+') && Character.isDigit(soql(start + 1)))) {
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
		throw unexpected(new Token(Kind.SYMBOL, String.valueOf(first), start));
	}

	private char soql(int position) {
		return (position < this.soql.length()) ? this.soql.charAt(position) : ' ';
	}

	private int add(Kind kind, int start, int end) {
		this.tokens.add(new Token(kind, this.soql.substring(start, end), start));
		return end;
	}

	private int endOfString(int start) {
		for (int i = start + 1; i < this.soql.length(); i++) {
			if (soql(i) == '\\') {
				i++;
			}
			else if (soql(i) == '\'') {
				return i + 1;
			}
		}
		throw malformed(start, "unterminated string");
	}

	private int endOf(int start, String alsoAllowed) {
		int end = start;
		while (Character.isLetterOrDigit(soql(end)) || alsoAllowed.indexOf(soql(end)) >= 0) {
			end++;
		}
		return end;
	}

	Token peek() {
		return this.tokens.get(this.next);
	}

	Token take() {
		Token token = peek();
		if (token.kind != Kind.END) {
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
			throw unexpected(peek());
		}
	}

	Token expect(Kind kind) {
		if (peek().kind != kind) {
			throw unexpected(peek());
		}
		return take();
	}

	ApiException unexpected(Token token) {
		return malformed(token.position, "unexpected token: '%s'".formatted(token.text));
	}

	ApiException malformed(int position, String message) {
		return error("MALFORMED_QUERY", position, message);
	}

	/**
	 * An error that shows the place in the query.
	 */
	ApiException error(String code, int position, String message) {
		int from = Math.max(0, position - SHOWN);
		String shown = this.soql.substring(from, Math.min(this.soql.length(), position + SHOWN));
		return ApiException.badRequest(code, "\n%s\n%s^\nERROR at Row:1:Column:%d\n%s"
			.formatted(shown.replaceAll("\\s", " "), " ".repeat(position - from), position + 1, message));
	}

	/**
	 * The kinds of tokens.
	 */
	enum Kind {

		WORD, STRING, LITERAL, SYMBOL, END

	}

	/**
	 * A token and where it starts.
	 */
	record Token(Kind kind, String text, int position) {

		boolean is(String other) {
			return (this.kind == Kind.WORD || this.kind == Kind.SYMBOL) && this.text.equalsIgnoreCase(other);
		}

	}

}
