package io.github.salesforcejwt.sample;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Sends what has changed in the ERP since the last run to Salesforce.
 */
@Service
class ErpSync {

	private static final Logger logger = LoggerFactory.getLogger(ErpSync.class);

	private final SyncRepository repository;

	private final CollectionSync collections;

	private final BulkSync bulk;

	private final int bulkFrom;

	ErpSync(SyncRepository repository, CollectionSync collections, BulkSync bulk, ErpProperties properties) {
		this.repository = repository;
		this.collections = collections;
		this.bulk = bulk;
		this.bulkFrom = properties.bulkFrom();
	}

	/**
	 * Run once. Instances that run at the same time share the rows.
	 * @return the results of the rows that this instance has sent
	 */
	Tally run() {
		Tally tally = Tally.EMPTY;
		for (SyncedTable table : SyncedTable.values()) {
			this.repository.noteNew(table);
			tally = tally.plus(this.bulk.finishAbandoned(table, Progress.NONE)).plus(upsert(table)).plus(delete(table));
		}
		int rejected = this.repository.countRejected();
		if (rejected > 0) {
			logger.warn("Table rejected has {} rows that Salesforce refuses: correct them in the ERP, or replay them",
					rejected);
		}
		return tally;
	}

	private Tally upsert(SyncedTable table) {
		int due = this.repository.countDue(table, false);
		try (Progress progress = Progress.start(table.source(), due)) {
			return (due < this.bulkFrom) ? this.collections.upsert(table, progress) : this.bulk.upsert(table, progress);
		}
	}

	private Tally delete(SyncedTable table) {
		try (Progress progress = Progress.start("deleted " + table.source(), this.repository.countDue(table, true))) {
			return this.collections.delete(table, progress);
		}
	}

}
