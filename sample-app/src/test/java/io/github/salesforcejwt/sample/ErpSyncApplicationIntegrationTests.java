package io.github.salesforcejwt.sample;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of {@link ErpSyncApplication} as an operator sees them.
 */
class ErpSyncApplicationIntegrationTests {

	private final SalesforceServer salesforce = SalesforceServer.start();

	private final Map<String, String> properties = new HashMap<>(this.salesforce.properties());

	@TempDir
	private Path directory;

	@AfterEach
	void stop() {
		this.salesforce.close();
	}

	@Test
	void firstRunSendsAllDemoCustomersAndTheSecondNone() throws Exception {
		ErpSyncProcess first = run();
		assertThat(first.lastLine()).isEqualTo("ERP sync finished: read=3000 created=3000 updated=0 failed=0 logins=1");
		assertThat(first.exitCode()).isZero();
		assertThat(this.salesforce.org().records("Account")).hasSize(3000);
		ErpSyncProcess second = run();
		assertThat(second.lastLine()).isEqualTo("ERP sync finished: read=0 created=0 updated=0 failed=0 logins=0");
		assertThat(second.exitCode()).isZero();
	}

	@Test
	void runWhoseLoginIsRefusedEndsWithAnError() throws Exception {
		this.properties.put("erp.demo-customers", "1");
		this.salesforce.org().removeApproval(this.salesforce.org().username());
		ErpSyncProcess run = run();
		assertThat(run.exitCode()).isOne();
		assertThat(run.output()).contains("invalid_app_access").doesNotContain("ERP sync finished");
	}

	private ErpSyncProcess run() throws Exception {
		return ErpSyncProcess.run(this.directory, this.properties);
	}

}
