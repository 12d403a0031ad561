package io.github.salesforcejwt.sample;

import java.util.Collection;
import java.util.Collections;
import java.util.List;

import io.github.salesforcejwt.sample.RowResult.Outcome;

/**
 * How many rows were read, and with what results.
 */
record Tally(int read, int created, int updated, int deleted, int failed) {

	static final Tally EMPTY = new Tally(0, 0, 0, 0, 0);

	static Tally of(Collection<RowResult> results) {
		List<Outcome> outcomes = results.stream().map(RowResult::outcome).toList();
		return new Tally(outcomes.size(), Collections.frequency(outcomes, Outcome.CREATED),
				Collections.frequency(outcomes, Outcome.UPDATED), Collections.frequency(outcomes, Outcome.DELETED),
				Collections.frequency(outcomes, Outcome.FAILED));
	}

	Tally plus(Tally other) {
		return new Tally(this.read + other.read, this.created + other.created, this.updated + other.updated,
				this.deleted + other.deleted, this.failed + other.failed);
	}

	@Override
	public String toString() {
		String deletions = (this.deleted > 0) ? " deleted=" + this.deleted : "";
		return "read=" + this.read + " created=" + this.created + " updated=" + this.updated + deletions + " failed="
				+ this.failed;
	}

}
