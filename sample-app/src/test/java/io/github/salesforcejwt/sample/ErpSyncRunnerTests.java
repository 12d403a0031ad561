package io.github.salesforcejwt.sample;

import io.github.salesforcejwt.SalesforceClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Answers;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ErpSyncRunner}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErpSyncRunnerTests {

	private final ErpSync sync = mock();

	private final SalesforceClients salesforce = mock(Answers.RETURNS_DEEP_STUBS);

	private final ErpSyncRunner runner = new ErpSyncRunner(this.sync, this.salesforce);

	@Test
	void runPrintsOneLine(CapturedOutput output) {
		given(this.salesforce.session("salesforce").getLoginCount()).willReturn(5L);
		run(new Tally(10, 3, 7, 0));
		assertThat(output.getOut().lines())
			.containsExactly("ERP sync finished: read=10 created=3 updated=7 failed=0 logins=5");
	}

	@Test
	void exitCodeWhenNoRowFailedIsZero() {
		run(new Tally(10, 3, 7, 0));
		assertThat(this.runner.getExitCode()).isZero();
	}

	@Test
	void exitCodeWhenARowFailedIsOne() {
		run(new Tally(10, 3, 6, 1));
		assertThat(this.runner.getExitCode()).isOne();
	}

	private void run(Tally tally) {
		given(this.sync.run()).willReturn(tally);
		this.runner.run(new DefaultApplicationArguments());
	}

}
