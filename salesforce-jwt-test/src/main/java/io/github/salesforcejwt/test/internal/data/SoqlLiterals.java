package io.github.salesforcejwt.test.internal.data;

import java.time.DateTimeException;

import org.jspecify.annotations.Nullable;

/**
 * The values in the condition of a query.
 */
final class SoqlLiterals {

	private final SoqlTokens tokens;

	SoqlLiterals(SoqlTokens tokens) {
		this.tokens = tokens;
	}

	/**
	 * Returns the value to compare a column with, {@code null} for {@code null} and for
	 * the empty string.
	 */
	@Nullable Object value(SoqlTokens.Token token, Field field) {
		if (token.is("null")) {
			return null;
		}
		FieldType type = field.type();
		if (type.isText() || type.isId()) {
			if (token.kind() != SoqlTokens.Kind.STRING) {
				throw wrongType(token, field, "string and should be enclosed in quotes");
			}
			String text = unescape(token.text(), false);
			return text.isEmpty() ? null : type.isId() ? id(text, token, field) : text;
		}
		try {
			return switch (type) {
				case BOOLEAN -> bool(token);
				case DATE -> FieldValues.readDate(literal(token));
				case DATETIME -> FieldValues.readDateTime(literal(token));
				default -> Double.valueOf(literal(token));
			};
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw wrongType(token, field, type.describeName() + " and should not be enclosed in quotes");
		}
	}

	private ApiException wrongType(SoqlTokens.Token token, Field field, String wanted) {
		if (token.kind() == SoqlTokens.Kind.SYMBOL || token.kind() == SoqlTokens.Kind.END) {
			return this.tokens.unexpected(token);
		}
		return this.tokens.error("INVALID_FIELD", token.position(),
				"value of filter criterion for field '%s' must be of type %s".formatted(field.name(), wanted));
	}

	private String id(String text, SoqlTokens.Token token, Field field) {
		String id = SalesforceIds.normalize(text);
		if (id == null) {
			throw this.tokens.error("INVALID_QUERY_FILTER_OPERATOR", token.position(),
					"invalid ID field: " + field.name());
		}
		return id;
	}

	private static boolean bool(SoqlTokens.Token token) {
		if (token.is("true") || token.is("false")) {
			return token.is("true");
		}
		throw new IllegalArgumentException("not a boolean");
	}

	private static String literal(SoqlTokens.Token token) {
		if (token.kind() != SoqlTokens.Kind.LITERAL) {
			throw new IllegalArgumentException("not a literal");
		}
		return token.text();
	}

	/**
	 * Returns the SQL pattern for a quoted one, in which a backslash escapes too.
	 */
	static String pattern(String quoted) {
		return unescape(quoted, true);
	}

	private static String unescape(String quoted, boolean pattern) {
		StringBuilder text = new StringBuilder();
		for (int i = 1; i < quoted.length() - 1; i++) {
			char next = quoted.charAt(i);
			if (next != '\\') {
				text.append(next);
				continue;
			}
			char escaped = quoted.charAt(++i);
			if (pattern && "%_\\".indexOf(escaped) >= 0) {
				text.append('\\');
			}
			text.append(switch (escaped) {
				case 'n', 'N' -> '\n';
				case 'r', 'R' -> '\r';
				case 't', 'T' -> '\t';
				case 'b', 'B' -> '\b';
				case 'f', 'F' -> '\f';
				default -> escaped;
			});
		}
		return text.toString();
	}

}
