package io.github.salesforcejwt.test.internal.data;

import java.time.DateTimeException;
import java.util.regex.Pattern;

import io.github.salesforcejwt.test.internal.data.soql.SoqlException;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;
import org.jspecify.annotations.Nullable;

/**
 * The values in the conditions of a query.
 */
final class QueryLiterals {

	private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

	private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

	private final SoqlText text;

	QueryLiterals(SoqlText text) {
		this.text = text;
	}

	/**
	 * Returns the value to compare an operand with, {@code null} for {@code null} and for
	 * the empty string.
	 */
	@Nullable Object value(SoqlToken token, QueryOperand operand) {
		if (token.is("null")) {
			return null;
		}
		FieldType type = operand.type();
		if (type.isText() || type.isId()) {
			String string = unescape(string(token, operand), false);
			return string.isEmpty() ? null : type.isId() ? id(string, token, operand) : string;
		}
		try {
			return switch (type) {
				case BOOLEAN -> bool(token);
				case DATE -> FieldValues.readDate(literal(token, DATE));
				case DATETIME -> FieldValues.readDateTime(literal(token, null));
				case TIME -> FieldValues.readTime(literal(token, null));
				default -> Double.valueOf(literal(token, NUMBER));
			};
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			throw wrongType(token, operand, type.describeName() + " and should not be enclosed in quotes");
		}
	}

	/**
	 * Returns the token of a string, in its quotes.
	 */
	String string(SoqlToken token, QueryOperand operand) {
		if (token.kind() != SoqlToken.Kind.STRING) {
			throw wrongType(token, operand, "string and should be enclosed in quotes");
		}
		return token.text();
	}

	private SoqlException wrongType(SoqlToken token, QueryOperand operand, String wanted) {
		return this.text.error("INVALID_FIELD", token,
				"value of filter criterion for field '%s' must be of type %s".formatted(operand.name(), wanted));
	}

	private String id(String string, SoqlToken token, QueryOperand operand) {
		String id = SalesforceIds.normalize(string);
		if (id == null) {
			throw this.text.error("INVALID_QUERY_FILTER_OPERATOR", token, "invalid ID field: " + operand.name());
		}
		return id;
	}

	private static boolean bool(SoqlToken token) {
		if (token.is("true") || token.is("false")) {
			return token.is("true");
		}
		throw new IllegalArgumentException("not a boolean");
	}

	private static String literal(SoqlToken token, @Nullable Pattern shape) {
		if (token.kind() != SoqlToken.Kind.LITERAL || (shape != null && !shape.matcher(token.text()).matches())) {
			throw new IllegalArgumentException("not a literal of this type");
		}
		return token.text();
	}

	/**
	 * Returns the text within quotes.
	 */
	static String unquote(String quoted) {
		return unescape(quoted, false);
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
