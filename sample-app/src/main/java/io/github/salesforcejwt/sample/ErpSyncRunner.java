package io.github.salesforcejwt.sample;

import io.github.salesforcejwt.SalesforceClients;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * Syncs once when the application has started, and says what came of it: in the last line
 * for people, in the exit code for schedulers.
 */
@Component
class ErpSyncRunner implements ApplicationRunner, ExitCodeGenerator {

	private final ErpSync sync;

	private final SalesforceClients salesforce;

	private Tally tally = Tally.EMPTY;

	ErpSyncRunner(ErpSync sync, SalesforceClients salesforce) {
		this.sync = sync;
		this.salesforce = salesforce;
	}

	@Override
	public void run(ApplicationArguments args) {
		this.tally = this.sync.run();
		long logins = this.salesforce.session("salesforce").getLoginCount();
		System.out.println("ERP sync finished: " + this.tally + " logins=" + logins);
	}

	@Override
	public int getExitCode() {
		return (this.tally.failed() == 0) ? 0 : 1;
	}

}
