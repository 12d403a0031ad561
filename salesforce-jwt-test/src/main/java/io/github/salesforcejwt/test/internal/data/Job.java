package io.github.salesforcejwt.test.internal.data;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A job of Bulk API 2.0. Its work is done when it starts, but to clients that poll it, it
 * appears to take some time. Guarded by its own lock.
 */
abstract class Job {

	private final String id;

	private final String createdBy;

	private final OrgTime time;

	private final Instant created;

	private Instant modified;

	private State state;

	private State outcome;

	Job(String id, String createdBy, OrgTime time, State state) {
		this.id = id;
		this.createdBy = createdBy;
		this.time = time;
		this.created = time.instant();
		this.modified = this.created;
		this.state = state;
		this.outcome = State.JOB_COMPLETE;
	}

	/**
	 * What the job is to do, as JSON has it.
	 */
	abstract Map<String, Object> request();

	/**
	 * How far the job has come, as JSON has it.
	 */
	abstract Map<String, Object> progress(boolean ended);

	String id() {
		return this.id;
	}

	synchronized State state() {
		return this.state;
	}

	/**
	 * Advances the job to its next state.
	 */
	synchronized void proceed() {
		if (this.state == State.UPLOAD_COMPLETE) {
			become(State.IN_PROGRESS);
		}
		else if (this.state == State.IN_PROGRESS) {
			become(this.outcome);
		}
	}

	synchronized void start(State end) {
		become(State.UPLOAD_COMPLETE);
		this.outcome = end;
	}

	synchronized void abort() {
		if (this.state.isFinal()) {
			throw wrongState("abort");
		}
		become(State.ABORTED);
	}

	private void become(State next) {
		this.state = next;
		this.modified = this.time.instant();
	}

	synchronized void checkCanBeDeleted() {
		if (!this.state.isFinal() && this.state != State.UPLOAD_COMPLETE) {
			throw wrongState("delete");
		}
	}

	ApiException wrongState(String action) {
		return ApiException.badRequest("INVALIDJOBSTATE",
				"Cannot %s job %s in state %s".formatted(action, this.id, state().label()));
	}

	/**
	 * The job without its progress, as those who create or change it get it.
	 */
	synchronized Map<String, Object> summary() {
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("id", this.id);
		json.putAll(request());
		json.put("createdById", this.createdBy);
		json.put("createdDate", time(this.created));
		json.put("systemModstamp", time(this.modified));
		json.put("state", this.state.label());
		return json;
	}

	synchronized Map<String, Object> info() {
		Map<String, Object> json = summary();
		json.put("retries", 0);
		json.put("totalProcessingTime", 0);
		json.putAll(progress(this.state.isFinal()));
		return json;
	}

	private static String time(Instant instant) {
		return String.valueOf(FieldValues.write(instant.atOffset(ZoneOffset.UTC)));
	}

	/**
	 * The states of a job.
	 */
	enum State {

		OPEN("Open"), UPLOAD_COMPLETE("UploadComplete"), IN_PROGRESS("InProgress"), JOB_COMPLETE("JobComplete"),
		FAILED("Failed"), ABORTED("Aborted");

		private final String label;

		State(String label) {
			this.label = label;
		}

		String label() {
			return this.label;
		}

		boolean isFinal() {
			return this == JOB_COMPLETE || this == FAILED || this == ABORTED;
		}

	}

}
