package io.github.salesforcejwt.sample;

import java.util.List;

/**
 * How many rows were read, and what became of them.
 */
record Tally(int read, int created, int updated, int failed) {

	static final Tally EMPTY = new Tally(0, 0, 0, 0);

	Tally plus(List<UpsertResult> results) {
		int succeeded = (int) results.stream().filter(UpsertResult::success).count();
		int created = (int) results.stream().filter((result) -> Boolean.TRUE.equals(result.created())).count();
		return new Tally(this.read + results.size(), this.created + created, this.updated + succeeded - created,
				this.failed + results.size() - succeeded);
	}

	@Override
	public String toString() {
		return "read=" + this.read + " created=" + this.created + " updated=" + this.updated + " failed=" + this.failed;
	}

}
