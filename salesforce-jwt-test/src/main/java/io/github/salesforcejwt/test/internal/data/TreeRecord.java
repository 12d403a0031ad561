package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import wiremock.com.fasterxml.jackson.databind.JsonNode;
import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A record of a tree. Compared by identity.
 */
final class TreeRecord {

	private static final int MAX_RECORDS = 200;

	private static final int MAX_TYPES = 5;

	private static final int MAX_LEVELS = 5;

	private final SObjectType type;

	private final String referenceId;

	private final ObjectNode fields;

	private final @Nullable TreeRecord parent;

	private final @Nullable Field lookup;

	private TreeRecord(SObjectType type, String referenceId, ObjectNode fields, @Nullable TreeRecord parent,
			@Nullable Field lookup) {
		this.type = type;
		this.referenceId = referenceId;
		this.fields = fields;
		this.parent = parent;
		this.lookup = lookup;
	}

	/**
	 * Reads trees, level by level.
	 * @throws ApiException if they are more, deeper or of more sObjects than allowed, or
	 * records have no names of their own
	 */
	static List<List<TreeRecord>> read(ObjectNode body, SObjectType type, Schema schema) {
		Reader reader = new Reader(schema);
		List<List<TreeRecord>> levels = new ArrayList<>();
		List<TreeRecord> level = reader.read(body, type, null, null);
		while (!level.isEmpty()) {
			levels.add(level);
			if (levels.size() > MAX_LEVELS) {
				throw invalid("The tree has more than %d levels".formatted(MAX_LEVELS));
			}
			List<TreeRecord> next = new ArrayList<>();
			level.forEach((record) -> next.addAll(reader.children(record)));
			level = next;
		}
		return levels;
	}

	private static ApiException invalid(String message) {
		return ApiException.badRequest("INVALID_INPUT", message);
	}

	SObjectType type() {
		return this.type;
	}

	String referenceId() {
		return this.referenceId;
	}

	/**
	 * The fields, without the children.
	 */
	ObjectNode fields() {
		return this.fields;
	}

	@Nullable TreeRecord parent() {
		return this.parent;
	}

	/**
	 * The field that points to the parent, {@code null} for a root.
	 */
	@Nullable Field lookup() {
		return this.lookup;
	}

	/**
	 * Reads the records of a request.
	 */
	private static final class Reader {

		private final Schema schema;

		private final Set<String> referenceIds = new HashSet<>();

		private final Set<String> types = new HashSet<>();

		private Reader(Schema schema) {
			this.schema = schema;
		}

		private List<TreeRecord> read(ObjectNode json, SObjectType type, @Nullable TreeRecord parent,
				@Nullable Field lookup) {
			JsonNode records = json.path("records");
			if (!records.isArray()) {
				throw Json.parserError("The request needs an array of records");
			}
			List<TreeRecord> read = new ArrayList<>();
			for (JsonNode record : records) {
				read.add(record(Json.object(record), type, parent, lookup));
			}
			return read;
		}

		private TreeRecord record(ObjectNode json, SObjectType type, @Nullable TreeRecord parent,
				@Nullable Field lookup) {
			JsonNode attributes = json.path("attributes");
			String referenceId = attributes.path("referenceId").asText();
			if (!type.name().equalsIgnoreCase(attributes.path("type").asText()) || referenceId.isEmpty()) {
				throw invalid("Each record needs attributes with its type, %s here, and a referenceId".formatted(type));
			}
			if (!this.referenceIds.add(referenceId)) {
				throw invalid("Duplicate ReferenceId provided in the request: " + referenceId);
			}
			this.types.add(type.name());
			if (this.referenceIds.size() > MAX_RECORDS || this.types.size() > MAX_TYPES) {
				throw invalid("A request has at most %d records of %d types".formatted(MAX_RECORDS, MAX_TYPES));
			}
			return new TreeRecord(type, referenceId, json, parent, lookup);
		}

		private List<TreeRecord> children(TreeRecord record) {
			List<TreeRecord> children = new ArrayList<>();
			List<String> names = new ArrayList<>();
			for (Map.Entry<String, JsonNode> property : record.fields.properties()) {
				relationship(record.type, property).ifPresent((relationship) -> {
					names.add(property.getKey());
					children.addAll(
							read(Json.object(property.getValue()), relationship.child(), record, relationship.field()));
				});
			}
			record.fields.remove(names);
			return children;
		}

		private Optional<ChildRelationship> relationship(SObjectType type, Map.Entry<String, JsonNode> property) {
			if (!property.getValue().path("records").isArray()) {
				return Optional.empty();
			}
			return this.schema.children(type)
				.stream()
				.filter((relationship) -> relationship.isNamed(property.getKey()))
				.findFirst();
		}

	}

}
