package io.github.salesforcejwt;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the warnings of {@link CallRules}.
 */
@ExtendWith(OutputCaptureExtension.class)
class CallRulesTests {

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"));

	private final CallRules rules = this.test.build().calls();

	@Test
	void warningIsRepeatedAfterAnHour(CapturedOutput output) {
		this.test.clock.advance(Duration.ofMinutes(40));
		this.rules.warn("Advice.", () -> " Detail 1");
		this.rules.warn("Advice.", () -> " Detail 2");
		this.test.clock.advance(Duration.ofHours(1).minusMillis(1));
		this.rules.warn("Advice.", () -> " Detail 3");
		this.rules.warn("Other advice.", () -> "");
		this.test.clock.advance(Duration.ofMillis(1));
		this.rules.warn("Advice.", () -> " Detail 4");
		assertThat(output).contains("Salesforce org 'acme': Advice. Detail 1", "Other advice.", "Advice. Detail 4")
			.doesNotContain("Detail 2", "Detail 3");
	}

}
