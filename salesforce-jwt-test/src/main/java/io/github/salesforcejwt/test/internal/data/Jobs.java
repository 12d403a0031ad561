package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The jobs of one kind, in the order of their creation.
 *
 * @param <J> the kind
 */
final class Jobs<J extends Job> {

	private static final int PAGE = 1000;

	private final String resource;

	private final String type;

	private final Function<Long, String> ids;

	private final Map<String, J> jobs = new ConcurrentSkipListMap<>();

	private long created;

	/**
	 * Creates a list without jobs.
	 * @param resource the path of the resource below the version
	 * @param type the value of {@code jobType}
	 * @param ids returns the id of a job by its number
	 */
	Jobs(String resource, String type, Function<Long, String> ids) {
		this.resource = resource;
		this.type = type;
		this.ids = ids;
	}

	synchronized J create(Function<String, J> creation) {
		J job = creation.apply(this.ids.apply(++this.created));
		this.jobs.put(job.id(), job);
		return job;
	}

	J find(String givenId) {
		String id = SalesforceIds.normalize(givenId);
		J job = (id != null) ? this.jobs.get(id) : null;
		if (job == null) {
			throw ApiException.notFound();
		}
		return job;
	}

	/**
	 * Answers the calls that are the same for all kinds of jobs.
	 * @param complete ends the upload, if the job has one
	 */
	ApiResponse handle(Call call, J job, @Nullable Runnable complete) {
		switch (call.method()) {
			case "GET" -> {
				job.proceed();
				Map<String, Object> info = job.info();
				info.put("jobType", this.type);
				return Json.response(200, info);
			}
			case "PATCH" -> {
				change(job, call.json().path("state").asText(), complete);
				return Json.response(200, job.summary());
			}
			case "DELETE" -> {
				job.checkCanBeDeleted();
				this.jobs.values().remove(job);
				return Json.noContent();
			}
			default -> throw call.notAllowed("GET", "PATCH", "DELETE");
		}
	}

	private void change(J job, String state, @Nullable Runnable complete) {
		if (state.equals("Aborted")) {
			job.abort();
		}
		else if (state.equals("UploadComplete") && complete != null) {
			complete.run();
		}
		else {
			throw ApiException.badRequest("INVALIDJOBSTATE", "A job can become %sAborted, not '%s'"
				.formatted((complete != null) ? "UploadComplete or " : "", state));
		}
	}

	/**
	 * Lists the jobs, page by page.
	 */
	ApiResponse list(Call call) {
		String wanted = call.parameter("jobType");
		List<J> all = (wanted == null || wanted.equals(this.type)) ? new ArrayList<>(this.jobs.values()) : List.of();
		int start = start(call.parameter("queryLocator"));
		int end = Math.min(all.size(), start + PAGE);
		List<Map<String, Object>> records = new ArrayList<>();
		for (J job : all.subList(Math.min(start, end), end)) {
			Map<String, Object> json = job.summary();
			json.put("jobType", this.type);
			records.add(json);
		}
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("done", end == all.size());
		json.put("nextRecordsUrl",
				(end == all.size()) ? null : "%s/%s?queryLocator=%d".formatted(call.base(), this.resource, end));
		json.put("records", records);
		return Json.response(200, json);
	}

	private static int start(@Nullable String locator) {
		if (locator == null) {
			return 0;
		}
		if (!locator.matches("\\d{1,9}")) {
			throw ApiException.badRequest("INVALID_QUERY_LOCATOR", "invalid query locator");
		}
		return Integer.parseInt(locator);
	}

}
