package io.github.salesforcejwt.sample;

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

	private final LoginCounter logins;

	private Tally tally = Tally.EMPTY;

	ErpSyncRunner(ErpSync sync, LoginCounter logins) {
		this.sync = sync;
		this.logins = logins;
	}

	@Override
	public void run(ApplicationArguments args) {
		this.tally = this.sync.run();
		System.out.println("ERP sync finished: " + this.tally + " logins=" + this.logins.count());
	}

	@Override
	public int getExitCode() {
		return (this.tally.failed() == 0) ? 0 : 1;
	}

}
