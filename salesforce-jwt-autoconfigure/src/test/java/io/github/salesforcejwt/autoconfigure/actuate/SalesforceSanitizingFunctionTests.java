package io.github.salesforcejwt.autoconfigure.actuate;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.endpoint.SanitizableData;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceSanitizingFunction}.
 */
class SalesforceSanitizingFunctionTests {

	@ParameterizedTest
	@CsvSource({ "test, jdbc:h2:mem:testdb, false", "test, test, true", "1234567, key=1234567, false",
			"12345678, key=12345678, true", "12345678, 12345678, true" })
	void shortSecretIsNotLookedForWithinOtherValues(String secret, String value, boolean masked) {
		SalesforceProperties properties = new SalesforceProperties();
		properties.setPrivateKeyPassword(secret);
		StaticListableBeanFactory beanFactory = new StaticListableBeanFactory();
		beanFactory.addBean("properties", properties);
		SalesforceSanitizingFunction function = new SalesforceSanitizingFunction(
				beanFactory.getBeanProvider(SalesforceProperties.class));
		Object shown = function.apply(new SanitizableData(null, "spring.datasource.url", value)).getValue();
		assertThat(shown).isEqualTo(masked ? SanitizableData.SANITIZED_VALUE : value);
	}

}
