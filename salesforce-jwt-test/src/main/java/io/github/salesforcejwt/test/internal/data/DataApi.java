package io.github.salesforcejwt.test.internal.data;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The Data API of one org: everything below {@code /services/data} except the limits.
 * Thread-safe.
 */
public final class DataApi implements AutoCloseable {

	private final CurrentUser user = new CurrentUser();

	private final Database database = new Database();

	private final OrgSchema schema;

	private final StoredRecords records = new StoredRecords(this.database);

	private final RecordTypes recordTypes = new RecordTypes();

	private final Permissions permissions = new Permissions();

	private final SObjectStore store;

	private final Router router;

	/**
	 * Creates the API of an org with the standard sObjects that has no records yet.
	 * @param clock the source of the system fields' times
	 */
	public DataApi(Clock clock) {
		this(clock, Schema.standard());
	}

	/**
	 * Creates the API of an org that has no records yet.
	 * @param clock the source of the system fields' times
	 * @param schema the sObjects
	 */
	public DataApi(Clock clock, Schema schema) {
		OrgTime time = new OrgTime(clock);
		this.schema = new OrgSchema(schema, new Tables(this.database));
		RecordValues values = new RecordValues(this.records, new ParentIds(this.schema, this.records),
				this.recordTypes);
		this.store = new SObjectStore(this.database, this.records, values, time, this.user);
		RecordDeletion deletion = new RecordDeletion(this.schema, this.database, this.records, time, this.user);
		Map<String, Resource> resources = new LinkedHashMap<>();
		this.router = new Router(resources, this.user);
		RecordJson json = new RecordJson(this.records);
		RowWriter writer = new RowWriter(this.store, deletion, this.records, this.database);
		resources.put("sobjects",
				new SObjectsResource(this.schema, this.recordTypes,
						new SObjectResource(this.store, deletion, this.records, json),
						new ReplicationResource(this.records, time)));
		QueryPages pages = new QueryPages(this.database);
		for (String name : List.of("query", "queryAll")) {
			resources.put(name, new QueryResource(name, this.schema, this.database, pages, time));
		}
		resources.put("composite",
				new CompositeResource(
						Map.of("sobjects", new CollectionsResource(this.schema, writer, this.records, json), "batch",
								new BatchResource(this.router::handle), "tree",
								new TreeResource(this.schema, this.store, this.database)),
						this.database, this.router::handle));
		resources.put("jobs",
				new JobsResource(Map.of("ingest",
						new IngestResource(this.schema, this.permissions, this.user, new IngestRunner(writer), time),
						"query", new QueryJobResource(this.schema, this.database, this.user, time))));
		addRecordTypes();
	}

	/**
	 * Answers a request.
	 * @param request the authorized request
	 * @param caller the user who calls
	 * @return the answer of Salesforce, errors included
	 */
	public ApiResponse handle(ApiRequest request, Caller caller) {
		return this.user.run(caller, () -> this.router.handle(request));
	}

	/**
	 * Answers a request of no particular user.
	 * @param request the request
	 * @return the answer of Salesforce, errors included
	 */
	public ApiResponse handle(ApiRequest request) {
		return this.router.handle(request);
	}

	/**
	 * Returns the paths of the resources, below the version.
	 * @return the paths, such as {@code composite/batch}
	 */
	public List<String> paths() {
		return this.router.paths();
	}

	/**
	 * Adds an sObject, or changes the one of that name.
	 * @param definition what is to be known of it
	 * @throws IllegalArgumentException if an org would refuse the definition
	 * @throws IllegalStateException if a field would change that has values
	 */
	public void define(ObjectDefinition definition) {
		this.schema.change((current) -> current.define(definition));
		addRecordTypes();
	}

	private synchronized void addRecordTypes() {
		Schema current = this.schema.current();
		SObjectType recordType = current.type("RecordType").orElseThrow();
		for (SObjectType type : current.types()) {
			for (RecordType missing : this.recordTypes.withoutId(type)) {
				Map<Field, @Nullable Object> row = row(recordType, Map.of("Name", missing.label(), "DeveloperName",
						missing.developerName(), "SobjectType", type.name(), "IsActive", true));
				this.recordTypes.add(type, missing, this.store.put(recordType, row));
			}
		}
	}

	/**
	 * Adds a user, or changes one.
	 * @param id the id, 18 characters that begin with {@code 005}
	 * @param username the username
	 * @param active whether the user may log in
	 */
	public void putUser(String id, String username, boolean active) {
		SObjectType type = this.schema.type("User").orElseThrow();
		Map<Field, @Nullable Object> row = row(type, Map.of("Username", username, "LastName",
				username.replaceFirst("@.*", ""), "Email", username, "IsActive", active));
		this.database.transaction((transaction) -> {
			if (this.records.state(type, id) == StoredRecords.RecordState.MISSING) {
				this.store.put(type, id, row);
			}
			else {
				this.store.change(type, id, row);
			}
			return id;
		});
	}

	private static Map<Field, @Nullable Object> row(SObjectType type, Map<String, Object> values) {
		Map<Field, @Nullable Object> row = new LinkedHashMap<>();
		values.forEach((name, value) -> {
			Field field = type.field(name);
			if (field != null) {
				row.put(field, value);
			}
		});
		return row;
	}

	/**
	 * Returns the permissions that users do not have by default.
	 * @return the permissions, which can be changed
	 */
	public Permissions permissions() {
		return this.permissions;
	}

	/**
	 * Returns the records of a type that are not deleted, in the order of their creation.
	 * @param sObjectType the name of the type, such as {@code Account}
	 * @return a copy of the records: by field name the values that a client would read
	 * @throws IllegalArgumentException if there is no such type
	 */
	public List<Map<String, @Nullable Object>> records(String sObjectType) {
		return records(sObjectType, 0, Long.MAX_VALUE);
	}

	/**
	 * Returns some of the records of a type that are not deleted, in order of creation.
	 * @param sObjectType the name of the type, such as {@code Account}
	 * @param offset how many to leave out
	 * @param limit how many at most
	 * @return a copy of the records: by field name the values that a client would read
	 * @throws IllegalArgumentException if there is no such type
	 */
	public List<Map<String, @Nullable Object>> records(String sObjectType, long offset, long limit) {
		return this.records.readPage(type(sObjectType), offset, limit);
	}

	/**
	 * Returns how many records of a type are not deleted.
	 * @param sObjectType the name of the type, such as {@code Account}
	 * @return the count
	 * @throws IllegalArgumentException if there is no such type
	 */
	public int recordCount(String sObjectType) {
		return this.records.count(type(sObjectType));
	}

	private SObjectType type(String name) {
		return this.schema.type(name)
			.orElseThrow(() -> new IllegalArgumentException(
					"No sObject '%s'; there are %s".formatted(name, this.schema.current().names())));
	}

	/**
	 * Returns how many records each type has that are not deleted.
	 * @return the counts by the names of the types
	 */
	public Map<String, Integer> recordCounts() {
		Map<String, Integer> counts = new LinkedHashMap<>();
		for (String name : this.schema.current().names()) {
			this.schema.type(name).ifPresent((type) -> counts.put(name, this.records.count(type)));
		}
		return counts;
	}

	@Override
	public void close() {
		this.database.close();
	}

}
