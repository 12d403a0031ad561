package io.github.salesforcejwt.test.internal.data;

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

		INSERT, UPDATE, UPSERT, DELETE, HARD_DELETE

	}

}
