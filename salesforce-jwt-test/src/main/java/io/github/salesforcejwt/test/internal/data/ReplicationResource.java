package io.github.salesforcejwt.test.internal.data;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code updated} and {@code deleted}: which records of an sObject changed within a
 * period.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_getupdated.htm">sObject
 * Get Updated</a>
 */
final class ReplicationResource {

	private static final Duration KEPT = Duration.ofDays(30);

	private final StoredRecords records;

	private final OrgTime time;

	ReplicationResource(StoredRecords records, OrgTime time) {
		this.records = records;
		this.time = time;
	}

	ApiResponse updated(Call call, SObjectType type) {
		Span span = span(call);
		List<String> ids = this.records.ids(type,
				"\"IsDeleted\" = FALSE AND \"SystemModstamp\" >= ? AND \"SystemModstamp\" < ? ORDER BY \"Id\"",
				List.of(span.start(), span.end()));
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("ids", ids);
		json.put("latestDateCovered", String.valueOf(FieldValues.write(span.covered())));
		return Json.response(200, json);
	}

	ApiResponse deleted(Call call, SObjectType type) {
		Span span = span(call);
		List<Map<String, Object>> deleted = new ArrayList<>();
		this.records.select(type, List.of(SObjectType.ID, SObjectType.LAST_MODIFIED_DATE),
				"\"IsDeleted\" = TRUE AND \"LastModifiedDate\" >= ? AND \"LastModifiedDate\" < ? ORDER BY \"Id\"",
				List.of(span.start(), span.end()), (row) -> {
					Map<String, Object> json = new LinkedHashMap<>();
					json.put("deletedDate", String.valueOf(row.get(SObjectType.LAST_MODIFIED_DATE.name())));
					json.put("id", String.valueOf(row.get(SObjectType.ID.name())));
					deleted.add(json);
				});
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("deletedRecords", deleted);
		json.put("earliestDateAvailable", String.valueOf(FieldValues.write(this.time.now().minus(KEPT))));
		json.put("latestDateCovered", String.valueOf(FieldValues.write(span.covered())));
		return Json.response(200, json);
	}

	private Span span(Call call) {
		call.allow("GET");
		OffsetDateTime start = time(call, "start");
		OffsetDateTime end = time(call, "end");
		if (!start.isBefore(end)) {
			throw invalid("start date must be at least one minute before end date");
		}
		if (start.isBefore(this.time.now().minus(KEPT))) {
			throw invalid("start date cannot be more than %d days ago".formatted(KEPT.toDays()));
		}
		OffsetDateTime now = this.time.now();
		return new Span(start, end, end.isBefore(now) ? end : now);
	}

	// seconds are ignored, as Salesforce does
	private static OffsetDateTime time(Call call, String parameter) {
		String text = call.parameter(parameter);
		if (text == null) {
			throw ApiException.badRequest("MISSING_ARGUMENT", parameter + " not specified");
		}
		try {
			return FieldValues.readDateTime(text).truncatedTo(ChronoUnit.MINUTES);
		}
		catch (DateTimeException ex) {
			throw invalid(
					"%s is no time in ISO 8601, such as 2026-11-22T10:15:00+00:00: %s".formatted(parameter, text));
		}
	}

	private static ApiException invalid(String message) {
		return ApiException.badRequest("INVALID_REPLICATION_DATE", message);
	}

	/**
	 * A span of time, and until when all changes within it are known.
	 */
	private record Span(OffsetDateTime start, OffsetDateTime end, OffsetDateTime covered) {
	}

}
