package io.github.salesforcejwt.test.internal.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

import wiremock.com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * {@code jobs/ingest}: uploads by Bulk API 2.0.
 */
final class IngestResource implements Resource {

	// of job and content together, as Salesforce limits a multipart request
	private static final int MAX_PARTS = 100_000;

	private final OrgSchema schema;

	private final Permissions permissions;

	private final CurrentUser user;

	private final IngestRunner runner;

	private final OrgTime time;

	private final Jobs<IngestJob> jobs;

	IngestResource(OrgSchema schema, Permissions permissions, CurrentUser user, IngestRunner runner, OrgTime time) {
		this.schema = schema;
		this.permissions = permissions;
		this.user = user;
		this.runner = runner;
		this.time = time;
		this.jobs = new Jobs<>("jobs/ingest", "V2Ingest", (number) -> SalesforceIds.create("750", number));
	}

	@Override
	public ApiResponse handle(Call call) {
		return switch (call.size()) {
			case 0 -> all(call);
			case 1 -> {
				IngestJob job = this.jobs.find(call.segment(0));
				yield this.jobs.handle(call, job, () -> job.complete(this.runner));
			}
			case 2 -> data(call, this.jobs.find(call.segment(0)), call.segment(1));
			default -> throw ApiException.notFound();
		};
	}

	private ApiResponse all(Call call) {
		return switch (call.method()) {
			case "GET" -> this.jobs.list(call);
			case "POST" -> Json.response(200, create(call).summary());
			default -> throw call.notAllowed("GET", "POST");
		};
	}

	private IngestJob create(Call call) {
		if (!call.contentType().startsWith("multipart/")) {
			return create(call, call.json());
		}
		Map<String, String> parts = Multipart.read(call.contentType(), call.request().body());
		String request = parts.get("job");
		String content = parts.get("content");
		if (request == null || content == null) {
			throw ApiException.badRequest("INVALIDJOB", "InvalidJob : The request needs the parts job and content");
		}
		if (request.length() + content.length() > MAX_PARTS) {
			throw ApiException.badRequest("INVALIDJOB",
					"InvalidJob : A multipart request has at most %d characters".formatted(MAX_PARTS));
		}
		IngestJob job = create(call, Json.readObject(request.getBytes(StandardCharsets.UTF_8)));
		job.upload(content);
		job.complete(this.runner);
		return job;
	}

	private IngestJob create(Call call, ObjectNode json) {
		IngestRequest request = IngestRequest.read(json, this.schema, this.permissions, call.version());
		return this.jobs.create((id) -> new IngestJob(id, this.user.id(), request, this.time));
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
		if (!call.contentType().toLowerCase(Locale.ROOT).startsWith("text/csv")) {
			throw ApiException.badRequest("INVALIDJOB",
					"InvalidJob : Content-Type must be text/csv, not '%s'".formatted(call.contentType()));
		}
		job.upload(new String(call.request().body(), StandardCharsets.UTF_8));
		return new ApiResponse(201, Map.of(), new byte[0]);
	}

}
