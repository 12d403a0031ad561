package io.github.salesforcejwt.autoconfigure.keys;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever text is set as a key is read or refused by the name of its property.
 */
class PrivateKeyFuzzTests {

	private final PrivateKeyReader reader = new PrivateKeyReader(new WithoutNetwork());

	@FuzzTest(maxDuration = "10s")
	void text(FuzzedDataProvider data) {
		String password = data.consumeBoolean() ? TestKeys.PASSWORD : null;
		String prefix = data.pickValue(new String[] { "", "base64:", "-----BEGIN PRIVATE KEY-----\n" });
		String text = prefix + data.consumeRemainingAsString();
		try {
			assertThat(this.reader.read("salesforce.jwt.private-key", text, password).getFingerprint()).hasSize(64);
		}
		catch (InvalidSalesforceConfigurationException ex) {
			assertThat(ex.getMessage()).contains("salesforce.jwt.private-key");
		}
	}

	private static final class WithoutNetwork extends DefaultResourceLoader {

		@Override
		public Resource getResource(String location) {
			return location.matches("(?s)[a-z]{2,}:.*") && !location.startsWith("file:")
					? new ByteArrayResource(new byte[0]) : super.getResource(location);
		}

	}

}
