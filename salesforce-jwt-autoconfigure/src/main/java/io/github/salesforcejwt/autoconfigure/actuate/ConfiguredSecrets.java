package io.github.salesforcejwt.autoconfigure.actuate;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * The secrets of all orgs in all property sources, whether they are used or not, and what
 * they are composed of.
 */
final class ConfiguredSecrets {

	private static final Pattern NAME = Pattern
		.compile("salesforcejwt(orgs.+)?(privatekey|privatekeypassword|clientsecret)");

	/** A key is a secret, its location is not. */
	private static final Pattern KEY_TEXT = Pattern.compile("base64:.*|.*-BEGIN .*|[^:.]{200,}", Pattern.DOTALL);

	private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\s*([^\\s{}:]+)");

	private static final Pattern NOT_IN_A_NAME = Pattern.compile("[^a-z0-9]");

	/** Shorter text would mask by chance, and reveal by that what the secret is. */
	private static final int MIN_CONTAINED_SECRET = 8;

	private static final int MIN_CONTAINED_PART = 16;

	private final ConfigurableEnvironment environment;

	private final Set<String> values = new LinkedHashSet<>();

	private final Set<String> parts = new LinkedHashSet<>();

	private ConfiguredSecrets(ConfigurableEnvironment environment) {
		this.environment = environment;
	}

	/**
	 * Collect the secrets as they are now.
	 */
	static ConfiguredSecrets of(Environment environment) {
		if (!(environment instanceof ConfigurableEnvironment configurable)) {
			throw new IllegalArgumentException("The environment has no property sources to search for secrets");
		}
		ConfiguredSecrets secrets = new ConfiguredSecrets(configurable);
		for (PropertySource<?> source : configurable.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					if (isSecretName(name)) {
						secrets.add(name, String.valueOf(source.getProperty(name)));
					}
				}
			}
		}
		return secrets;
	}

	/**
	 * Whether a name is that of a property that holds a secret, in any spelling.
	 */
	static boolean isSecretName(String name) {
		return name.toLowerCase(Locale.ROOT).contains("salesforce") && NAME.matcher(squeeze(name)).matches();
	}

	/**
	 * Whether a property is a part of a secret, or its value holds a secret or a part.
	 * @param name the name of the property
	 * @param text its value
	 */
	boolean concern(String name, String text) {
		if (this.parts.contains(squeeze(name))) {
			return true;
		}
		String stripped = text.strip();
		return this.values.stream()
			.anyMatch((secret) -> text.equals(secret)
					|| (secret.length() >= MIN_CONTAINED_SECRET && text.contains(secret))
					|| (stripped.length() >= MIN_CONTAINED_PART && secret.contains(stripped)));
	}

	private void add(String name, String written) {
		String value = resolve(written);
		if (value.isBlank() || squeeze(name).endsWith("privatekey") && !KEY_TEXT.matcher(value).matches()) {
			return;
		}
		this.values.add(value);
		addParts(written);
	}

	private void addParts(String written) {
		Matcher placeholder = PLACEHOLDER.matcher(written);
		while (placeholder.find()) {
			String part = placeholder.group(1);
			if (this.parts.add(squeeze(part))) {
				for (PropertySource<?> source : this.environment.getPropertySources()) {
					addParts(String.valueOf(source.getProperty(part)));
				}
			}
		}
	}

	private String resolve(String written) {
		try {
			return this.environment.resolvePlaceholders(written);
		}
		catch (IllegalArgumentException ex) {
			// a placeholder that refers to itself
			return written;
		}
	}

	static String squeeze(String text) {
		return NOT_IN_A_NAME.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
	}

}
