package io.github.salesforcejwt.test.internal.data.soql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Parses queries.
 */
public final class SoqlParser {

	private static final int MAX_LENGTH = 100_000;

	private static final int MAX_DEPTH = 10;

	private static final Set<String> CLAUSES = Set.of("FROM", "WHERE", "WITH", "USING", "GROUP", "HAVING", "ORDER",
			"LIMIT", "OFFSET", "FOR", "ALL", "UPDATE");

	private final SoqlText text;

	private final SoqlTokens tokens;

	private final SoqlConditionParser conditions;

	private int depth;

	private SoqlParser(SoqlText text) {
		this.text = text;
		this.tokens = new SoqlTokens(text);
		this.conditions = new SoqlConditionParser(text, this.tokens, this::nested, this::expression);
	}

	/**
	 * Parses a query.
	 * @param soql the text
	 * @return the query
	 * @throws SoqlException if it is not well-formed
	 */
	public static Soql.Query parse(String soql) {
		if (soql.length() > MAX_LENGTH) {
			throw new SoqlException("MALFORMED_QUERY",
					"SOQL statements cannot be longer than %d characters.".formatted(MAX_LENGTH));
		}
		return new SoqlParser(new SoqlText(soql)).parse();
	}

	private Soql.Query parse() {
		Soql.Query query = query();
		if (this.tokens.peek().kind() != Kind.END) {
			throw this.tokens.unexpected();
		}
		return query;
	}

	private Soql.Query nested() {
		if (++this.depth > MAX_DEPTH) {
			throw this.text.malformed(this.tokens.peek(), "the query is nested too deeply");
		}
		Soql.Query query = query();
		this.depth--;
		return query;
	}

	private Soql.Query query() {
		this.tokens.expect("SELECT");
		List<Soql.Item> items = items();
		this.tokens.expect("FROM");
		SoqlToken from = this.tokens.expect(Kind.WORD);
		SoqlToken alias = alias();
		scope();
		Soql.Condition where = this.tokens.accept("WHERE") ? this.conditions.parse() : null;
		List<Soql.Expression> groupBy = groupBy();
		Soql.Condition having = this.tokens.accept("HAVING") ? this.conditions.parse() : null;
		List<Soql.Order> orderBy = orderBy();
		Soql.Limit limit = limit("LIMIT");
		Soql.Limit offset = limit("OFFSET");
		viewed();
		return new Soql.Query(this.text, items, from, alias, where, groupBy, having, orderBy, limit, offset);
	}

	private List<Soql.Item> items() {
		List<Soql.Item> items = new ArrayList<>();
		do {
			items.add(item());
		}
		while (this.tokens.accept(","));
		return items;
	}

	private Soql.Item item() {
		if (this.tokens.accept("(")) {
			Soql.Item children = new Soql.Item.Children(nested());
			this.tokens.expect(")");
			return children;
		}
		Soql.Expression expression = expression();
		SoqlToken next = this.tokens.peek();
		boolean named = next.kind() == Kind.WORD && !next.is("FROM");
		return new Soql.Item.Selected(expression, named ? this.tokens.take() : null);
	}

	private Soql.Expression expression() {
		if (this.tokens.peek().is("FROM")) {
			throw this.tokens.unexpected();
		}
		SoqlToken name = this.tokens.expect(Kind.WORD);
		if (!this.tokens.accept("(")) {
			return new Soql.Expression.Path(name);
		}
		if (++this.depth > MAX_DEPTH) {
			throw this.text.malformed(name, "functions are nested too deeply");
		}
		List<Soql.Expression> arguments = new ArrayList<>();
		if (!this.tokens.accept(")")) {
			do {
				arguments.add(expression());
			}
			while (this.tokens.accept(","));
			this.tokens.expect(")");
		}
		this.depth--;
		return new Soql.Expression.Call(name, arguments);
	}

	private @Nullable SoqlToken alias() {
		boolean announced = this.tokens.accept("AS");
		SoqlToken next = this.tokens.peek();
		if (announced) {
			return this.tokens.expect(Kind.WORD);
		}
		return (next.kind() == Kind.WORD && !CLAUSES.contains(next.upperCase())) ? this.tokens.take() : null;
	}

	// the scope of a query without a scope
	private void scope() {
		if (this.tokens.accept("USING")) {
			this.tokens.expect("SCOPE");
			this.tokens.expect("EVERYTHING");
		}
	}

	private List<Soql.Expression> groupBy() {
		List<Soql.Expression> groupBy = new ArrayList<>();
		if (this.tokens.accept("GROUP")) {
			this.tokens.expect("BY");
			do {
				groupBy.add(expression());
			}
			while (this.tokens.accept(","));
		}
		return groupBy;
	}

	private List<Soql.Order> orderBy() {
		List<Soql.Order> orderBy = new ArrayList<>();
		if (this.tokens.accept("ORDER")) {
			this.tokens.expect("BY");
			do {
				Soql.Expression expression = expression();
				orderBy.add(new Soql.Order(expression, descending(), nullsLast()));
			}
			while (this.tokens.accept(","));
		}
		return orderBy;
	}

	private boolean descending() {
		if (this.tokens.accept("DESC")) {
			return true;
		}
		this.tokens.accept("ASC");
		return false;
	}

	private boolean nullsLast() {
		if (!this.tokens.accept("NULLS")) {
			return false;
		}
		if (this.tokens.accept("LAST")) {
			return true;
		}
		this.tokens.expect("FIRST");
		return false;
	}

	private Soql.@Nullable Limit limit(String keyword) {
		if (!this.tokens.accept(keyword)) {
			return null;
		}
		SoqlToken number = this.tokens.peek();
		if (number.kind() != Kind.LITERAL || !number.text().matches("\\d{1,9}")) {
			throw this.text.unexpected(number);
		}
		return new Soql.Limit(this.tokens.take(), Integer.parseInt(number.text()));
	}

	// Salesforce remembers what was viewed, which no API of the stand-in shows
	private void viewed() {
		while (this.tokens.accept("FOR")) {
			if (!this.tokens.accept("VIEW")) {
				this.tokens.expect("REFERENCE");
			}
		}
	}

}
