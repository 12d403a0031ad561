package io.github.salesforcejwt.test.internal.data;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The Data API of one org: everything below {@code /services/data} but the limits.
 * Thread-safe.
 */
public final class DataApi implements AutoCloseable {

	private final Schema schema;

	private final Database database = new Database();

	private final StoredRecords records;

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
		this.schema = schema;
		this.records = new StoredRecords(this.database);
		Tables.create(schema, this.database);
		SObjectStore store = new SObjectStore(schema, this.database, this.records, clock);
		Map<String, Resource> resources = new LinkedHashMap<>();
		this.router = new Router(resources);
		RecordJson json = new RecordJson(this.records);
		RowWriter writer = new RowWriter(store, this.records, this.database);
		resources.put("sobjects", new SObjectResource(schema, store, this.records, json));
		for (String name : List.of("query", "queryAll")) {
			resources.put(name, new QueryResource(name, schema, this.records, json, clock));
		}
		resources.put("composite", new CompositeResource(new CollectionsResource(schema, writer, this.records, json),
				this.database, this.router::handle));
		resources.put("jobs", new IngestResource(schema, new IngestRunner(writer), clock));
	}

	/**
	 * Answers a request.
	 * @param request the authorized request
	 * @return the answer of Salesforce, errors included
	 */
	public ApiResponse handle(ApiRequest request) {
		return this.router.handle(request);
	}

	/**
	 * Returns the records of a type that are not deleted, in the order of their creation.
	 * @param sObjectType the name of the type, such as {@code Account}
	 * @return a copy of the records: by field name the values that a client would read
	 * @throws IllegalArgumentException if there is no such type
	 */
	public List<Map<String, @Nullable Object>> records(String sObjectType) {
		SObjectType type = this.schema.type(sObjectType)
			.orElseThrow(() -> new IllegalArgumentException(
					"No sObject '%s'; there are %s".formatted(sObjectType, this.schema.names())));
		return this.records.readAll(type);
	}

	@Override
	public void close() {
		this.database.close();
	}

}
