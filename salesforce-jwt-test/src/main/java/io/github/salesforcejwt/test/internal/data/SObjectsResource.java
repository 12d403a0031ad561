package io.github.salesforcejwt.test.internal.data;

import java.util.List;
import java.util.Map;

/**
 * {@code sobjects}: what there is, described, and what lies below each sObject.
 */
final class SObjectsResource implements Resource {

	private final OrgSchema schema;

	private final RecordTypes recordTypes;

	private final SObjectResource records;

	private final ReplicationResource replication;

	SObjectsResource(OrgSchema schema, RecordTypes recordTypes, SObjectResource records,
			ReplicationResource replication) {
		this.schema = schema;
		this.recordTypes = recordTypes;
		this.records = records;
		this.replication = replication;
	}

	@Override
	public ApiResponse handle(Call call) {
		if (call.size() == 0) {
			call.allow("GET", "HEAD");
			return Json.response(200, Describe.global(this.schema.current(), call.base()));
		}
		SObjectType type = this.schema.type(call.segment(0)).orElseThrow(ApiException::notFound);
		return switch (call.size()) {
			case 1 -> type(call, type);
			case 2 -> below(call, type, call.segment(1));
			case 3 -> this.records.external(call, type, call.segment(1), call.segment(2));
			default -> throw ApiException.notFound();
		};
	}

	private ApiResponse type(Call call, SObjectType type) {
		return switch (call.method()) {
			case "GET", "HEAD" -> Json.response(200,
					Map.of("objectDescribe", Describe.brief(type, call.base()), "recentItems", List.of()));
			case "POST" -> this.records.create(call, type);
			default -> throw call.notAllowed("GET", "HEAD", "POST");
		};
	}

	private ApiResponse below(Call call, SObjectType type, String name) {
		return switch (name) {
			case "describe" -> describe(call, type);
			case "updated" -> this.replication.updated(call, type);
			case "deleted" -> this.replication.deleted(call, type);
			case "Id" -> this.records.createAsUpsert(call, type);
			default -> this.records.record(call, type, name);
		};
	}

	private ApiResponse describe(Call call, SObjectType type) {
		call.allow("GET", "HEAD");
		return Json.response(200, Describe.full(this.schema.current(), type, this.recordTypes.ids(type), call.base()));
	}

}
