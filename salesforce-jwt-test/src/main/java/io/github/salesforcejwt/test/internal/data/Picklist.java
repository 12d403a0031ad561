package io.github.salesforcejwt.test.internal.data;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The values that a picklist offers.
 *
 * @param values the values, in their order
 * @param restricted whether it takes no other
 */
public record Picklist(List<Value> values, boolean restricted) {

	public Picklist {
		values = List.copyOf(values);
	}

	/**
	 * Returns a picklist that takes other values as well.
	 * @param values the values, which are their own labels
	 * @return the picklist
	 */
	public static Picklist of(String... values) {
		return new Picklist(Arrays.stream(values).map((value) -> new Value(value, value, true, false)).toList(), false);
	}

	Picklist withDefault(String value) {
		return new Picklist(this.values.stream()
			.map((known) -> new Value(known.value(), known.label(), known.active(),
					known.value().equalsIgnoreCase(value)))
			.toList(), this.restricted);
	}

	boolean accepts(String value) {
		return !this.restricted
				|| this.values.stream().anyMatch((known) -> known.active() && known.value().equalsIgnoreCase(value));
	}

	/**
	 * Returns the value of new records, {@code null} if they get none.
	 */
	@Nullable String defaultValue() {
		return this.values.stream().filter(Value::isDefault).map(Value::value).findFirst().orElse(null);
	}

	/**
	 * Returns the label of a value, which is the value itself if it has none.
	 */
	String label(String value) {
		return this.values.stream()
			.filter((known) -> known.value().equalsIgnoreCase(value))
			.map(Value::label)
			.findFirst()
			.orElse(value);
	}

	/**
	 * A value of a picklist.
	 *
	 * @param value the value that the API sends and receives
	 * @param label the text that people see
	 * @param active whether records may still get it
	 * @param isDefault whether new records get it
	 */
	public record Value(String value, String label, boolean active, boolean isDefault) {
	}

}
