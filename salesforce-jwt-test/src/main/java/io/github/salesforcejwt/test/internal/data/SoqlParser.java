package io.github.salesforcejwt.test.internal.data;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Parses the simple form of SOQL: fields or their number, of one sObject, with a
 * condition, an order, a limit and an offset.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm">SOQL
 * SELECT syntax</a>
 */
final class SoqlParser {

	private static final int MAX_LENGTH = 100_000;

	private static final int MAX_OFFSET = 2000;

	private static final int MAX_ALL_FIELDS = 200;

	private final Schema schema;

	private final SoqlTokens tokens;

	private final LocalDate today;

	private boolean unbounded;

	private SoqlParser(Schema schema, SoqlTokens tokens, LocalDate today) {
		this.schema = schema;
		this.tokens = tokens;
		this.today = today;
	}

	static SoqlQuery parse(String soql, Schema schema, LocalDate today) {
		if (soql.length() > MAX_LENGTH) {
			throw ApiException.badRequest("MALFORMED_QUERY",
					"SOQL statements cannot be longer than %d characters.".formatted(MAX_LENGTH));
		}
		return new SoqlParser(schema, new SoqlTokens(soql), today).query();
	}

	private SoqlQuery query() {
		this.tokens.expect("SELECT");
		List<SoqlTokens.Token> names = selected();
		this.tokens.expect("FROM");
		SObjectType type = type(this.tokens.expect(SoqlTokens.Kind.WORD));
		List<Field> fields = names.isEmpty() ? null : fields(names, type);
		SoqlFields columns = new SoqlFields(type, this.tokens);
		SoqlConditionParser condition = new SoqlConditionParser(this.tokens, columns, this.today);
		String where = this.tokens.accept("WHERE") ? condition.parse() : "TRUE";
		String range = order(columns) + limits();
		if (this.tokens.peek().kind() != SoqlTokens.Kind.END) {
			throw this.tokens.unexpected(this.tokens.peek());
		}
		return new SoqlQuery(type, fields, where, condition.parameters(), range);
	}

	private List<SoqlTokens.Token> selected() {
		List<SoqlTokens.Token> names = new ArrayList<>();
		do {
			SoqlTokens.Token name = this.tokens.expect(SoqlTokens.Kind.WORD);
			if (!this.tokens.accept("(")) {
				names.add(name);
			}
			else if (name.is("FIELDS")) {
				names.add(new SoqlTokens.Token(SoqlTokens.Kind.SYMBOL, this.tokens.take().text(), name.position()));
				this.tokens.expect(")");
			}
			else if (name.is("COUNT") && names.isEmpty() && this.tokens.accept(")")) {
				return List.of();
			}
			else {
				throw this.tokens.unexpected(name);
			}
		}
		while (this.tokens.accept(","));
		return names;
	}

	private SObjectType type(SoqlTokens.Token name) {
		return this.schema.type(name.text())
			.orElseThrow(() -> this.tokens.error("INVALID_TYPE", name.position(),
					("sObject type '%s' is not supported. If you are attempting to use a custom object, be sure to"
							+ " append the '__c' after the entity name. Please reference your WSDL or the describe call"
							+ " for the appropriate names.")
						.formatted(name.text())));
	}

	private List<Field> fields(List<SoqlTokens.Token> names, SObjectType type) {
		SoqlFields columns = new SoqlFields(type, this.tokens);
		List<Field> fields = new ArrayList<>();
		for (SoqlTokens.Token name : names) {
			List<Field> more = (name.kind() == SoqlTokens.Kind.SYMBOL) ? group(name, type)
					: List.of(columns.find(name));
			for (Field field : more) {
				if (fields.contains(field)) {
					throw this.tokens.malformed(name.position(), "duplicate field selected: " + field.name());
				}
				fields.add(field);
			}
		}
		return fields;
	}

	private List<Field> group(SoqlTokens.Token name, SObjectType type) {
		String group = SObjectType.key(name.text());
		this.unbounded = !group.equals("standard");
		return switch (group) {
			case "all" -> List.copyOf(type.fields());
			case "standard" -> type.fields().stream().filter((field) -> !field.isCustom()).toList();
			case "custom" -> type.fields().stream().filter(Field::isCustom).toList();
			default -> throw this.tokens.unexpected(name);
		};
	}

	private String order(SoqlFields columns) {
		StringJoiner order = new StringJoiner(", ", " ORDER BY ", "");
		if (this.tokens.accept("ORDER")) {
			this.tokens.expect("BY");
			do {
				String column = columns.find(this.tokens.expect(SoqlTokens.Kind.WORD)).column();
				order.add(column + direction() + nulls());
			}
			while (this.tokens.accept(","));
		}
		// the order of creation, where the query leaves it open
		return order.add("\"Id\"").toString();
	}

	private String direction() {
		if (this.tokens.accept("DESC")) {
			return " DESC";
		}
		this.tokens.accept("ASC");
		return " ASC";
	}

	private String nulls() {
		if (!this.tokens.accept("NULLS")) {
			return " NULLS FIRST";
		}
		if (this.tokens.accept("LAST")) {
			return " NULLS LAST";
		}
		this.tokens.expect("FIRST");
		return " NULLS FIRST";
	}

	private String limits() {
		Integer limit = number("LIMIT");
		Integer offset = number("OFFSET");
		if (offset != null && offset > MAX_OFFSET) {
			throw ApiException.badRequest("NUMBER_OUTSIDE_VALID_RANGE", "Maximum SOQL offset allowed is " + MAX_OFFSET);
		}
		if (this.unbounded && (limit == null || limit > MAX_ALL_FIELDS)) {
			throw ApiException.badRequest("MALFORMED_QUERY",
					"The SOQL FIELDS function must have a LIMIT of at most " + MAX_ALL_FIELDS);
		}
		return ((limit != null) ? " LIMIT " + limit : "") + ((offset != null) ? " OFFSET " + offset : "");
	}

	private @Nullable Integer number(String keyword) {
		if (!this.tokens.accept(keyword)) {
			return null;
		}
		SoqlTokens.Token number = this.tokens.expect(SoqlTokens.Kind.LITERAL);
		if (!number.text().matches("\\d{1,9}")) {
			throw this.tokens.unexpected(number);
		}
		return Integer.valueOf(number.text());
	}

}
