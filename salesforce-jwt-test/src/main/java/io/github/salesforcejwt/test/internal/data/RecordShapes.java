package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.salesforcejwt.test.internal.data.RecordShape.Part;
import io.github.salesforcejwt.test.internal.data.soql.SoqlExpression;
import io.github.salesforcejwt.test.internal.data.soql.SoqlItem;
import io.github.salesforcejwt.test.internal.data.soql.SoqlQuery;
import io.github.salesforcejwt.test.internal.data.soql.SoqlText;
import io.github.salesforcejwt.test.internal.data.soql.SoqlToken;

/**
 * Finds the shape of the records that a query selects.
 */
final class RecordShapes {

	private static final int MAX_ALL_FIELDS = 200;

	private final QueryTranslator translator;

	private final QueryScope scope;

	private final SoqlText text;

	private final List<String> columns = new ArrayList<>();

	private final RecordShape root;

	RecordShapes(QueryTranslator translator, QueryScope scope, SoqlText text) {
		this.translator = translator;
		this.scope = scope;
		this.text = text;
		this.root = new RecordShape(scope.type(), column(scope.column(SObjectType.ID)));
	}

	/**
	 * Returns the shape, whose columns are in {@link #columns()} then.
	 */
	RecordShape of(SoqlQuery query) {
		for (SoqlItem item : query.items()) {
			if (item instanceof SoqlItem.Children children) {
				children(children.query());
			}
			else if (item instanceof SoqlItem.Selected selected) {
				if (selected.alias() != null) {
					throw this.text.malformed(selected.alias(), "only aggregate expressions use field aliasing");
				}
				selected(query, selected.expression());
			}
		}
		return this.root;
	}

	/**
	 * The expressions of the columns that the shape reads.
	 */
	List<String> columns() {
		return this.columns;
	}

	private int column(String sql) {
		this.columns.add(sql);
		return this.columns.size();
	}

	private void children(SoqlQuery query) {
		RecordQuery children = this.translator.children(this.scope.type(), query);
		add(this.root, query.from(), children.relationship(), new Part.Children(children));
	}

	private void selected(SoqlQuery query, SoqlExpression expression) {
		if (expression instanceof SoqlExpression.Call call && call.is("FIELDS")) {
			group(query, call);
		}
		else if (expression instanceof SoqlExpression.Call call && call.is("toLabel") && call.arguments().size() == 1) {
			leaf(call.arguments().get(0).token(), true);
		}
		else if (expression instanceof SoqlExpression.Call call) {
			throw this.text.malformed(call.token(),
					"the stand-in has no function '%s' in SELECT without GROUP BY".formatted(call.token().text()));
		}
		else {
			leaf(expression.token(), false);
		}
	}

	private void group(SoqlQuery query, SoqlExpression.Call call) {
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
			add(this.root, call.token(), field.name(), new Part.Leaf(field, column(this.scope.column(field)), false));
		}
	}

	private void leaf(SoqlToken token, boolean asLabel) {
		QueryScope.Path path = this.scope.path(token);
		RecordShape shape = this.root;
		for (QueryScope.Parent parent : path.parents()) {
			RecordShape known = shape.parent(parent.relationship());
			if (known == null) {
				known = new RecordShape(parent.type(), column(parent.table() + ".\"Id\""));
				add(shape, token, parent.relationship(), new Part.Parent(parent.lookup(), known));
			}
			shape = known;
		}
		add(shape, token, path.field().name(), new Part.Leaf(path.field(), column(path.sql()), asLabel));
	}

	private void add(RecordShape shape, SoqlToken token, String name, Part part) {
		if (!shape.add(name, part)) {
			throw this.text.malformed(token, "duplicate field selected: " + name);
		}
	}

}
