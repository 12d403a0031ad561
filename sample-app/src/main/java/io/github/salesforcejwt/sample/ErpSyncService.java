package io.github.salesforcejwt.sample;

import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.sample.SyncRepository.RejectedRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Syncs on a schedule, as long as the application runs. A run that is interrupted is
 * reported, and the next one continues it.
 */
@Component
@EnableScheduling
@Profile("service")
@Endpoint(id = "rejected")
class ErpSyncService {

	private static final Logger logger = LoggerFactory.getLogger(ErpSyncService.class);

	private final ErpSync sync;

	private final SyncRepository repository;

	ErpSyncService(ErpSync sync, SyncRepository repository) {
		this.sync = sync;
		this.repository = repository;
	}

	@Scheduled(fixedDelayString = "${erp.interval}")
	void run() {
		try {
			Tally tally = this.sync.run();
			if (tally.read() > 0) {
				logger.info("ERP sync: {}", tally);
			}
		}
		catch (RuntimeException ex) {
			logger.error("ERP sync broke off, the next run continues it. {}", SyncFailure.of(ex).describe(ex));
			logger.debug("ERP sync broke off", ex);
		}
	}

	/**
	 * The rows that Salesforce refuses, the first hundred.
	 */
	@ReadOperation
	List<RejectedRow> rejected() {
		return this.repository.findRejected();
	}

	/**
	 * Send them again.
	 */
	@WriteOperation
	Map<String, Integer> replay() {
		return Map.of("replayed", this.repository.replayRejected());
	}

}
