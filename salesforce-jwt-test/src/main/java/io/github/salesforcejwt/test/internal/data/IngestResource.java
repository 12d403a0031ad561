package io.github.salesforcejwt.test.internal.data;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code jobs/ingest}: Bulk API 2.0.
 */
final class IngestResource implements Resource {

	private final OrgSchema schema;

	private final IngestRunner runner;

	private final Clock clock;

	private final Map<String, IngestJob> jobs = new ConcurrentSkipListMap<>();

	private final AtomicLong lastNumber = new AtomicLong();

	IngestResource(OrgSchema schema, IngestRunner runner, Clock clock) {
		this.schema = schema;
		this.runner = runner;
		this.clock = clock;
	}

	@Override
	public ApiResponse handle(Call call) {
		if (call.size() == 0 || !call.segment(0).equals("ingest")) {
			throw ApiException.notFound();
		}
		return switch (call.size()) {
			case 1 -> all(call);
			case 2 -> job(call, find(call));
			case 3 -> data(call, find(call), call.segment(2));
			default -> throw ApiException.notFound();
		};
	}

	private IngestJob find(Call call) {
		String id = SalesforceIds.normalize(call.segment(1));
		IngestJob job = (id != null) ? this.jobs.get(id) : null;
		if (job == null) {
			throw ApiException.notFound();
		}
		return job;
	}

	private ApiResponse all(Call call) {
		return switch (call.method()) {
			case "GET" -> {
				Map<String, Object> json = new LinkedHashMap<>();
				json.put("done", true);
				json.put("records", this.jobs.values().stream().map(IngestJob::summary).toList());
				yield Json.response(200, json);
			}
			case "POST" -> create(call);
			default -> throw call.notAllowed("GET", "POST");
		};
	}

	private ApiResponse create(Call call) {
		String version = call.base().substring(call.base().lastIndexOf('v') + 1);
		IngestRequest request = IngestRequest.read(call.json(), this.schema, version);
		String id = SalesforceIds.create("750", this.lastNumber.incrementAndGet());
		IngestJob job = new IngestJob(id, request, this.clock);
		this.jobs.put(id, job);
		return Json.response(200, job.summary());
	}

	private ApiResponse job(Call call, IngestJob job) {
		switch (call.method()) {
			case "GET" -> {
				job.proceed();
				return Json.response(200, job.info());
			}
			case "PATCH" -> {
				change(job, call.json().path("state").asText());
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

	private void change(IngestJob job, String state) {
		switch (state) {
			case "UploadComplete" -> job.complete(this.runner);
			case "Aborted" -> job.abort();
			default -> throw ApiException.badRequest("INVALIDJOBSTATE",
					"A job can become UploadComplete or Aborted, not '%s'".formatted(state));
		}
	}

	private static ApiResponse data(Call call, IngestJob job, String name) {
		if (name.equals("batches")) {
			call.allow("PUT");
			return upload(call, job);
		}
		IngestResult result = Arrays.stream(IngestResult.values())
			.filter((candidate) -> candidate.path().equalsIgnoreCase(name))
			.findFirst()
			.orElseThrow(ApiException::notFound);
		call.allow("GET");
		return new ApiResponse(200, Map.of("Content-Type", "text/csv"),
				job.file(result).getBytes(StandardCharsets.UTF_8));
	}

	private static ApiResponse upload(Call call, IngestJob job) {
		String contentType = call.request().headers().getOrDefault("content-type", "");
		if (!contentType.toLowerCase(Locale.ROOT).startsWith("text/csv")) {
			throw ApiException.badRequest("INVALIDJOB",
					"InvalidJob : Content-Type must be text/csv, not '%s'".formatted(contentType));
		}
		job.upload(new String(call.request().body(), StandardCharsets.UTF_8));
		return new ApiResponse(201, Map.of(), new byte[0]);
	}

}
