package io.github.salesforcejwt.test.internal.data;

import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What to do with each of many rows.
 *
 * @param kind what to do
 * @param externalId the field that rows are upserted by, only for that
 */
record RowOperation(Kind kind, @Nullable Field externalId) {

	static RowOperation of(Kind kind) {
		return new RowOperation(kind, null);
	}

	static RowOperation upsert(Field externalId) {
		return new RowOperation(Kind.UPSERT, externalId);
	}

	/**
	 * The name of the property that identifies a row.
	 */
	String identifier() {
		return (this.externalId != null) ? this.externalId.name() : "Id";
	}

	RowResult failed(ApiError error) {
		return new RowResult(null, (this.kind == Kind.UPSERT) ? Boolean.FALSE : null, error);
	}

	/**
	 * The result of a row that was undone because of another one; only a record that was
	 * there before has an id.
	 */
	RowResult rolledBack(RowResult result) {
		if (!result.success()) {
			return result;
		}
		boolean wasThere = this.kind != Kind.INSERT && this.kind != Kind.UPSERT;
		return new RowResult(wasThere ? result.id() : null, failed(RowResult.ROLLED_BACK).created(),
				RowResult.ROLLED_BACK);
	}

	/**
	 * The kinds of operations.
	 */
	enum Kind {

		INSERT("insert"), UPDATE("update"), UPSERT("upsert"), DELETE("delete"), HARD_DELETE("hardDelete");

		private final String label;

		Kind(String label) {
			this.label = label;
		}

		/**
		 * The name that the API gives it.
		 */
		String label() {
			return this.label;
		}

		static Optional<Kind> of(String label) {
			return Arrays.stream(values()).filter((kind) -> kind.label.equals(label)).findFirst();
		}

	}

}
