package io.github.salesforcejwt.autoconfigure.actuate;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.core.env.Environment;

/**
 * Keeps the secrets of the orgs out of {@code env} and {@code configprops}, even if these
 * show values: under the names of the properties in any spelling, in the command line and
 * in JSON, and under the names of whatever variables the properties refer to.
 */
final class SalesforceSanitizingFunction implements SanitizingFunction {

	/** The names without what different spellings put between their parts. */
	private static final Pattern SECRET_NAME_WITHIN = Pattern.compile("salesforce.*jwt.*(privatekey|clientsecret)");

	private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");

	private final Environment environment;

	SalesforceSanitizingFunction(Environment environment) {
		this.environment = environment;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return isSecret(data.getKey(), data.getValue()) ? data.withSanitizedValue() : data;
	}

	private boolean isSecret(String key, @Nullable Object value) {
		if (ConfiguredSecrets.isSecretName(key)) {
			return true;
		}
		if (!(value instanceof CharSequence)) {
			return false;
		}
		String text = unescape(value.toString());
		return text.contains("PRIVATE KEY-----") || SECRET_NAME_WITHIN.matcher(ConfiguredSecrets.squeeze(text)).find()
				|| ConfiguredSecrets.of(this.environment).concern(key, value.toString());
	}

	/**
	 * JSON may write any character of a name as its number.
	 */
	private static String unescape(String text) {
		return text.contains("\\u") ? ESCAPE.matcher(text)
			.replaceAll((escape) -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))))
				: text;
	}

}
