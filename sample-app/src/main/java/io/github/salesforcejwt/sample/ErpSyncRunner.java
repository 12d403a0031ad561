package io.github.salesforcejwt.sample;

import io.github.salesforcejwt.SalesforceClients;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Syncs once when the application has started, and reports the result: in the last line
 * for people, in the exit code for schedulers.
 */
@Component
@Profile("!service")
class ErpSyncRunner implements ApplicationRunner, ExitCodeGenerator {

	private static final Logger logger = LoggerFactory.getLogger(ErpSyncRunner.class);

	private final ErpSync sync;

	private final SyncRepository repository;

	private final SalesforceClients salesforce;

	private int exitCode;

	ErpSyncRunner(ErpSync sync, SyncRepository repository, SalesforceClients salesforce) {
		this.sync = sync;
		this.repository = repository;
		this.salesforce = salesforce;
	}

	@Override
	public void run(ApplicationArguments args) {
		try {
			if (args.containsOption("replay")) {
				logger.info("Rejected rows that are sent again: {}", this.repository.replayRejected());
			}
			Tally tally = this.sync.run();
			this.exitCode = (this.repository.countRejected() > 0) ? SyncFailure.REJECTED.exitCode() : 0;
			long logins = this.salesforce.session("salesforce").getLoginCount();
			System.out.println("ERP sync finished: " + tally + " logins=" + logins);
		}
		catch (RuntimeException ex) {
			SyncFailure failure = SyncFailure.of(ex);
			this.exitCode = failure.exitCode();
			logger.error("ERP sync broke off, the next run continues it. {}", failure.describe(ex));
			logger.debug("ERP sync broke off", ex);
		}
	}

	@Override
	public int getExitCode() {
		return this.exitCode;
	}

}
