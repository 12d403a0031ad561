package io.github.salesforcejwt.sample;

import java.util.stream.Stream;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceQuotaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mockito.Answers;
import org.mockito.InOrder;

import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ErpSyncRunner}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ErpSyncRunnerTests {

	private final ErpSync sync = mock();

	private final SalesforceClients salesforce = mock(Answers.RETURNS_DEEP_STUBS);

	private final SyncRepository repository = mock();

	private final ErpSyncRunner runner = new ErpSyncRunner(this.sync, this.repository, this.salesforce);

	@Test
	void runPrintsOneLine(CapturedOutput output) {
		given(this.salesforce.session("salesforce").getLoginCount()).willReturn(5L);
		run(new Tally(10, 3, 7, 0, 0));
		assertThat(output.getOut().lines())
			.containsExactly("ERP sync finished: read=10 created=3 updated=7 failed=0 logins=5");
	}

	@Test
	void exitCodeWhenNoRowIsRejectedIsZero() {
		run(new Tally(10, 3, 7, 0, 0));
		assertThat(this.runner.getExitCode()).isZero();
	}

	@Test
	void exitCodeWhileARowIsRejectedIsTwo() {
		given(this.repository.countRejected()).willReturn(1);
		run(Tally.EMPTY);
		assertThat(this.runner.getExitCode()).isEqualTo(2);
	}

	@Test
	void runWithReplaySendsRejectedRowsAgain() {
		given(this.salesforce.session("salesforce").getLoginCount()).willReturn(1L);
		InOrder order = inOrder(this.sync, this.repository);
		given(this.sync.run()).willReturn(Tally.EMPTY);
		this.runner.run(new DefaultApplicationArguments("--replay"));
		order.verify(this.repository).replayRejected();
		order.verify(this.sync).run();
	}

	@ParameterizedTest
	@MethodSource
	void exitCodeWhenTheRunBreaksOffNamesTheReason(RuntimeException failure, int exitCode, String message,
			CapturedOutput output) {
		given(this.sync.run()).willThrow(failure);
		this.runner.run(new DefaultApplicationArguments());
		assertThat(this.runner.getExitCode()).isEqualTo(exitCode);
		assertThat(output).contains("ERP sync broke off, the next run continues it. " + message)
			.doesNotContain("ERP sync finished");
	}

	static Stream<Arguments> exitCodeWhenTheRunBreaksOffNamesTheReason() {
		return Stream.of(Arguments.of(new IllegalStateException("odd"), 1, "Not expected: odd"),
				Arguments.of(quotaException(), 4, "The API calls of the org are used up for today: 95 % used"),
				Arguments.of(new RestClientException("403: TotalRequests Limit exceeded."), 4,
						"The API calls of the org are used up for today: 403"),
				Arguments.of(new ResourceAccessException("refused"), 5,
						"Salesforce does not respond as expected: refused"),
				Arguments.of(new CannotGetJdbcConnectionException("no connection"), 6,
						"The database does not respond as expected: no connection"),
				Arguments.of(new CannotCreateTransactionException("no connection"), 6,
						"The database does not respond as expected: no connection"));
	}

	private static SalesforceQuotaException quotaException() {
		SalesforceQuotaException exception = mock();
		given(exception.getMessage()).willReturn("95 % used");
		return exception;
	}

	private void run(Tally tally) {
		given(this.sync.run()).willReturn(tally);
		this.runner.run(new DefaultApplicationArguments());
	}

}
