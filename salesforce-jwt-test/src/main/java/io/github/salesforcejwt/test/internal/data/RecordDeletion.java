package io.github.salesforcejwt.test.internal.data;

import java.time.OffsetDateTime;
import java.util.List;

import io.github.salesforcejwt.test.internal.data.Reference.OnDelete;

/**
 * Deletes records, and treats their children as their lookups require.
 */
final class RecordDeletion {

	private final OrgSchema schema;

	private final Database database;

	private final StoredRecords records;

	private final OrgTime time;

	private final CurrentUser user;

	RecordDeletion(OrgSchema schema, Database database, StoredRecords records, OrgTime time, CurrentUser user) {
		this.schema = schema;
		this.database = database;
		this.records = records;
		this.time = time;
		this.user = user;
	}

	/**
	 * Moves a record to the recycle bin.
	 */
	void delete(SObjectType type, String id) {
		delete(type, id, false);
	}

	/**
	 * Deletes a record, live or in the recycle bin, permanently.
	 */
	void deleteForGood(SObjectType type, String id) {
		delete(type, id, true);
	}

	private void delete(SObjectType type, String id, boolean forGood) {
		SObjectStore.checkWritable(type, "delete");
		this.database.transaction((transaction) -> {
			for (ChildRelationship relationship : this.schema.current().children(type)) {
				release(relationship, id, forGood);
			}
			if (forGood) {
				this.database.update("DELETE FROM %s WHERE \"Id\" = ?".formatted(type.table()), List.of(id));
			}
			else {
				OffsetDateTime now = this.time.now();
				this.database.update(
						("UPDATE %s SET \"IsDeleted\" = TRUE, \"LastModifiedDate\" = ?, \"LastModifiedById\" = ?,"
								+ " \"SystemModstamp\" = ? WHERE \"Id\" = ?")
							.formatted(type.table()),
						List.of(now, this.user.id(), now, id));
			}
			return id;
		});
	}

	private void release(ChildRelationship relationship, String parentId, boolean forGood) {
		SObjectType child = relationship.child();
		Field field = relationship.field();
		if (relationship.reference().onDelete() == OnDelete.CLEAR) {
			this.database
				.update("UPDATE %1$s SET %2$s = NULL, \"SystemModstamp\" = ? WHERE %2$s = ? AND \"IsDeleted\" = FALSE"
					.formatted(child.table(), field.column()), List.of(this.time.now(), parentId));
			return;
		}
		List<String> children = this.records.ids(child, field, parentId);
		if (!children.isEmpty() && relationship.reference().onDelete() == OnDelete.RESTRICT) {
			throw ApiException.badRequest("DELETE_FAILED",
					"Your attempt to delete %s could not be completed because it is associated with the following %s: %s"
						.formatted(parentId, child.plural(), String.join(", ", children)));
		}
		children.forEach((id) -> delete(child, id, forGood));
	}

}
