package io.github.salesforcejwt.autoconfigure.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceSanitizingFunction}.
 */
class SalesforceSanitizingFunctionTests {

	private static final String BODY = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ";

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private final StandardEnvironment environment = new StandardEnvironment();

	@BeforeEach
	void addProperties() {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce.jwt.private-key", "SALESFORCE_JWT_PRIVATEKEY", "salesforce.jwt.clientSecret",
			"salesforce.jwt.orgs.emea.private-key-password", "SALESFORCE_JWT_ORGS_EMEA_CLIENT_SECRET" })
	void secretIsMaskedUnderItsNameInAnySpelling(String name) {
		assertThat(isMasked(name, "any")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "test, jdbc:h2:mem:testdb, false", "test, test, true", "1234567, key=1234567, false",
			"12345678, key=12345678, true", "12345678, 12345678, true" })
	void shortSecretIsNotLookedForWithinOtherValues(String secret, String value, boolean masked) {
		this.properties.put("salesforce.jwt.private-key-password", secret);
		assertThat(isMasked("spring.datasource.url", value)).isEqualTo(masked);
	}

	@ParameterizedTest
	@CsvSource({ "A123456789012345, true", "A12345678901234, false" })
	void partOfASecretIsMaskedFrom16Characters(String part, boolean masked) {
		this.properties.put("salesforce.jwt.client-secret", part + "and the rest");
		assertThat(isMasked("copied.part", " " + part + "\n")).isEqualTo(masked);
	}

	@ParameterizedTest
	@ValueSource(strings = { "base64:${SF_KEY}", "-----BEGIN PRIVATE KEY-----\n${SF_KEY}\n-----END PRIVATE KEY-----",
			"base64:${SF_FIRST:none}", "base64:${SF_ALIAS}" })
	void variablesThatAKeyIsComposedOfAreMasked(String written) {
		this.properties.put("salesforce.jwt.orgs.emea.private-key", written);
		this.properties.put("SF_KEY", BODY);
		this.properties.put("SF_FIRST", "short");
		this.properties.put("SF_ALIAS", "${SF_KEY}");
		String variable = written.replaceAll("(?s).*\\{(\\w+).*", "$1");
		assertThat(isMasked(variable, this.properties.get(variable))).isTrue();
		if (!variable.equals("SF_FIRST")) {
			assertThat(isMasked("SF_KEY", BODY)).isTrue();
		}
	}

	@Test
	void shortVariablesThatASecretIsComposedOfAreMaskedByTheirNames() {
		this.properties.put("salesforce.jwt.client-secret", "${left}${right}");
		this.properties.put("left", "abc");
		this.properties.put("right", "def");
		assertThat(isMasked("left", "abc")).isTrue();
		assertThat(isMasked("right", "def")).isTrue();
		assertThat(isMasked("other", "abc")).isFalse();
		assertThat(isMasked("other", "abcdef")).isTrue();
	}

	@Test
	void variablesOfVariablesThatASecretIsComposedOfAreMaskedByTheirNames() {
		this.properties.put("salesforce.jwt.client-secret", "${outer}");
		this.properties.put("outer", "${inner}-x");
		this.properties.put("inner", "abc");
		assertThat(isMasked("inner", "abc")).isTrue();
	}

	@Test
	void secretThatCannotBeResolvedIsMaskedAsItIsWritten() {
		this.properties.put("salesforce.jwt.client-secret", "hunter2-${loop}");
		this.properties.put("loop", "${loop}");
		assertThat(isMasked("other", "hunter2-${loop}")).isTrue();
	}

	@Test
	void locationOfAKeyAndWhatItIsComposedOfAreNoSecret() {
		this.properties.put("salesforce.jwt.private-key", "file:${user.home}/salesforce/private-key.pem");
		assertThat(isMasked("user.home", System.getProperty("user.home"))).isFalse();
		assertThat(isMasked("other", "/salesforce/private-key.pem")).isFalse();
	}

	@Test
	void secretIsMaskedIfTheClientsAreDisabled() {
		this.properties.put("salesforce.jwt.enabled", "false");
		this.properties.put("salesforce.jwt.client-secret", "hunter2-hunter2");
		assertThat(isMasked("alias", "-Dsecret=hunter2-hunter2")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"salesforce\":{\"jwt\":{\"client-secret\":\"x\"}}}",
			"{\"salesforce.jwt.private\\u002dkey\":\"x\"}", "{\"\\u0073alesforce.jwt.clientSecret\":\"x\"}",
			"--salesforce.jwt.orgs.emea.private-key-password=x",
			"-----BEGIN PRIVATE KEY\\u002d\\u002d\\u002d\\u002d-" })
	void textThatHoldsASecretIsMaskedAsAWhole(String text) {
		assertThat(isMasked("SPRING_APPLICATION_JSON", text)).isTrue();
	}

	@Test
	void placeholderThatRefersToItselfDoesNotHideTheRest() {
		this.properties.put("salesforce.jwt.client-secret", "${loop}");
		this.properties.put("loop", "${loop}");
		assertThat(isMasked("salesforce.jwt.client-secret", "${loop}")).isTrue();
		assertThat(isMasked("other", "value")).isFalse();
	}

	@Test
	void valueThatIsNoTextIsShown() {
		this.properties.put("salesforce.jwt.client-secret", "12345678");
		assertThat(isMasked("server.port", 12345678)).isFalse();
	}

	private boolean isMasked(String name, Object value) {
		SanitizableData data = new SalesforceSanitizingFunction(this.environment)
			.apply(new SanitizableData(null, name, value));
		return SanitizableData.SANITIZED_VALUE.equals(data.getValue());
	}

}
