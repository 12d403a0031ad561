package io.github.salesforcejwt.test.internal.data;

import java.util.Arrays;
import java.util.List;

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

	static Picklist of(String... values) {
		return new Picklist(Arrays.stream(values).map((value) -> new Value(value, value, true, false)).toList(), false);
	}

	boolean accepts(String value) {
		return !this.restricted
				|| this.values.stream().anyMatch((known) -> known.active() && known.value().equalsIgnoreCase(value));
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
