package io.github.salesforcejwt.autoconfigure.actuate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.util.StringUtils;

/**
 * Keeps the secrets of the orgs out of {@code env} and {@code configprops}, even where
 * these show values: under the names of the properties in any spelling, in the command
 * line and in JSON, and under the names of whatever variables the properties refer to.
 */
final class SalesforceSanitizingFunction implements SanitizingFunction {

	private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^a-z0-9]");

	private static final Pattern SECRET_NAME = Pattern
		.compile("salesforcejwt(orgs.+)?(privatekey|privatekeypassword|clientsecret)");

	/** The names without what different spellings put between their parts. */
	private static final Pattern SECRET_NAME_WITHIN = Pattern.compile("salesforce.*jwt.*(privatekey|clientsecret)");

	/**
	 * Shorter secrets are not looked for within values: they would mask what is none, and
	 * tell by that what they are.
	 */
	private static final int MIN_CONTAINED_LENGTH = 8;

	private final ObjectProvider<SalesforceProperties> properties;

	SalesforceSanitizingFunction(ObjectProvider<SalesforceProperties> properties) {
		this.properties = properties;
	}

	@Override
	public SanitizableData apply(SanitizableData data) {
		return isSecret(data.getKey(), data.getValue()) ? data.withSanitizedValue() : data;
	}

	private boolean isSecret(String key, @Nullable Object value) {
		if (SECRET_NAME.matcher(squeeze(key)).matches()) {
			return true;
		}
		if (!(value instanceof CharSequence)) {
			return false;
		}
		String text = value.toString();
		return text.contains("PRIVATE KEY-----") || SECRET_NAME_WITHIN.matcher(squeeze(text)).find() || secrets()
			.stream()
			.anyMatch(
					(secret) -> (secret.length() < MIN_CONTAINED_LENGTH) ? text.equals(secret) : text.contains(secret));
	}

	private static String squeeze(String text) {
		return NOT_IN_A_NAME.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
	}

	private List<String> secrets() {
		List<String> secrets = new ArrayList<>();
		this.properties.ifAvailable((properties) -> {
			collect(properties, secrets);
			properties.getOrgs().values().forEach((org) -> collect(org, secrets));
		});
		return secrets;
	}

	private static void collect(SalesforceOrgProperties org, List<String> secrets) {
		for (String secret : new String[] { org.getPrivateKey(), org.getPrivateKeyPassword(), org.getClientSecret() }) {
			if (StringUtils.hasText(secret)) {
				secrets.add(secret);
			}
		}
	}

}
