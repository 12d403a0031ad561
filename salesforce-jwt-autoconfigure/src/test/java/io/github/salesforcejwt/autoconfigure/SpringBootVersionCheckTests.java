package io.github.salesforcejwt.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link SpringBootVersionCheck}.
 */
class SpringBootVersionCheckTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	@ParameterizedTest
	@ValueSource(strings = { "2.7.18", "3.0.0", "3.5.7", "3.5.7-SNAPSHOT" })
	void olderSpringBootIsRefused(String version) {
		assertThatExceptionOfType(UnsupportedSpringBootException.class)
			.isThrownBy(() -> new SpringBootVersionCheck(version).initialize(this.context))
			.withMessage("salesforce-jwt needs Spring Boot 4.0 or later, found " + version + ".");
	}

	@Test
	void versionIsCheckedBeforeAnythingElse() {
		assertThat(new SpringBootVersionCheck().getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
	}

	@Test
	void analysisSaysWhatIsNeeded() {
		FailureAnalysis analysis = new UnsupportedSpringBootFailureAnalyzer()
			.analyze(new UnsupportedSpringBootException("3.5.7"));
		assertThat(analysis.getDescription()).isEqualTo("salesforce-jwt needs Spring Boot 4.0 or later, found 3.5.7.");
		assertThat(analysis.getAction()).startsWith("Set the version of Spring Boot to 4.0 or later");
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "4.0.0", "4.1.0", "5.0.0-M1", "10.3.0", "30.1" })
	void newerSpringBootIsAccepted(String version) {
		assertThatNoException().isThrownBy(() -> new SpringBootVersionCheck(version).initialize(this.context));
	}

	@Test
	void springBootOfTheTestsIsAccepted() {
		assertThat(SpringBootVersion.getVersion()).startsWith("4.");
		assertThatNoException().isThrownBy(() -> new SpringBootVersionCheck().initialize(this.context));
	}

}
