package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import io.github.salesforcejwt.test.internal.data.RecordShape.Part;
import io.github.salesforcejwt.test.internal.data.soql.Soql;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;

/**
 * What a query selects of each record: the columns, and the shape that records get.
 */
final class RecordColumns {

	private static final int MAX_ALL_FIELDS = 200;

	private final QueryScope scope;

	private final SoqlText text;

	private final Function<Soql.Query, String> inner;

	private final List<String> sql = new ArrayList<>();

	private final RecordShape shape;

	/**
	 * Creates a selection of nothing but the id.
	 * @param inner translates a query for children, and returns the name of the way to
	 * them
	 */
	RecordColumns(QueryScope scope, SoqlText text, Function<Soql.Query, String> inner) {
		this.scope = scope;
		this.text = text;
		this.inner = inner;
		this.shape = new RecordShape(scope.type(), column(scope.column(SObjectType.ID)));
	}

	/**
	 * The expressions of the columns.
	 */
	String sql() {
		return String.join(", ", this.sql);
	}

	RecordShape shape() {
		return this.shape;
	}

	void select(Soql.Query query) {
		for (Soql.Item item : query.items()) {
			if (item instanceof Soql.Item.Children inner) {
				children(inner.query());
			}
			else if (item instanceof Soql.Item.Selected selected) {
				if (selected.alias() != null) {
					throw this.text.malformed(selected.alias(), "only aggregate expressions use field aliasing");
				}
				selected(query, selected.expression());
			}
		}
	}

	private int column(String expression) {
		this.sql.add(expression);
		return this.sql.size();
	}

	private void children(Soql.Query query) {
		add(this.shape, query.from(), this.inner.apply(query), new Part.Children());
	}

	private void selected(Soql.Query query, Soql.Expression expression) {
		if (expression instanceof Soql.Expression.Call call && call.is("FIELDS")) {
			group(query, call);
		}
		else if (expression instanceof Soql.Expression.Call call && call.is("toLabel")
				&& call.arguments().size() == 1) {
			leaf(call.arguments().get(0).token(), true);
		}
		else if (expression instanceof Soql.Expression.Call call) {
			throw this.text.malformed(call.token(),
					"the stand-in has no function '%s' in SELECT without GROUP BY".formatted(call.token().text()));
		}
		else {
			leaf(expression.token(), false);
		}
	}

	private void group(Soql.Query query, Soql.Expression.Call call) {
		SoqlToken group = (call.arguments().size() == 1) ? call.arguments().get(0).token() : call.token();
		Collection<Field> fields = this.scope.type().fields();
		List<Field> selected = switch (group.upperCase()) {
			case "ALL" -> List.copyOf(fields);
			case "STANDARD" -> fields.stream().filter((field) -> !field.isCustom()).toList();
			case "CUSTOM" -> fields.stream().filter(Field::isCustom).toList();
			default -> throw this.text.unexpected(group);
		};
		boolean bounded = query.limit() != null && query.limit().number() <= MAX_ALL_FIELDS;
		if (!bounded && !group.is("STANDARD")) {
			throw this.text.malformed(call.token(),
					"The SOQL FIELDS function must have a LIMIT of at most " + MAX_ALL_FIELDS);
		}
		for (Field field : selected) {
			add(this.shape, call.token(), field.name(), new Part.Leaf(field, column(this.scope.column(field)), false));
		}
	}

	private void leaf(SoqlToken token, boolean asLabel) {
		QueryScope.Path path = this.scope.path(token);
		RecordShape current = this.shape;
		for (QueryScope.Parent parent : path.parents()) {
			RecordShape known = current.parent(parent.relationship());
			if (known == null) {
				known = new RecordShape(parent.type(), column(parent.table() + ".\"Id\""));
				add(current, token, parent.relationship(), new Part.Parent(parent.lookup(), known));
			}
			current = known;
		}
		add(current, token, path.field().name(), new Part.Leaf(path.field(), column(path.sql()), asLabel));
	}

	private void add(RecordShape current, SoqlToken token, String name, Part part) {
		if (!current.add(name, part)) {
			throw this.text.malformed(token, "duplicate field selected: " + name);
		}
	}

}
