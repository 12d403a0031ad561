package io.github.salesforcejwt.autoconfigure;

import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.salesforcejwt.autoconfigure.properties.PrintableValue;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceSharedSessionProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Names that look like properties of an org but are not, with the property that was
 * probably meant. Binding ignores them, as it does any unknown name.
 */
final class UnknownProperties {

	private static final Pattern BELOW = Pattern.compile("salesforce\\.jwt\\.(?:(orgs\\.[^.]+)\\.)?(.+)");

	private static final Pattern BESIDE = Pattern
		.compile("(?:spring\\.)?salesforce(?:[.-]?(?:jwt|oauth2?|client))?\\.(?:(orgs\\.[^.]+)\\.)?(.+)");

	private static final Map<String, String> OTHER_WORDS = Map.ofEntries(Map.entry("consumerkey", "client-id"),
			Map.entry("issuer", "client-id"), Map.entry("iss", "client-id"), Map.entry("clientkey", "client-id"),
			Map.entry("consumersecret", "client-secret"), Map.entry("secret", "client-secret"),
			Map.entry("user", "username"), Map.entry("subject", "username"), Map.entry("sub", "username"),
			Map.entry("login", "username"), Map.entry("key", "private-key"), Map.entry("keyfile", "private-key"),
			Map.entry("privatekeyfile", "private-key"), Map.entry("privatekeypath", "private-key"),
			Map.entry("privatekeylocation", "private-key"), Map.entry("pem", "private-key"),
			Map.entry("keypassword", "private-key-password"), Map.entry("passphrase", "private-key-password"),
			Map.entry("password", "private-key-password"), Map.entry("keystore", "ssl-bundle"),
			Map.entry("bundle", "ssl-bundle"), Map.entry("url", "login-url"), Map.entry("host", "login-url"),
			Map.entry("baseurl", "login-url"), Map.entry("domain", "login-url"), Map.entry("mydomain", "login-url"),
			Map.entry("loginuri", "login-url"), Map.entry("loginhost", "login-url"), Map.entry("tokenurl", "login-url"),
			Map.entry("tokenuri", "login-url"), Map.entry("aud", "audience"), Map.entry("granttypes", "grant-type"),
			Map.entry("authorizationgranttype", "grant-type"), Map.entry("flow", "grant-type"));

	/**
	 * The names by their letters and digits.
	 */
	private static final Map<String, String> OF_ORG = squeezed(names(SalesforceOrgProperties.class, ""));

	private static final Map<String, String> KNOWN = squeezed(known());

	private UnknownProperties() {
	}

	/**
	 * Find names below {@code salesforce.jwt} that are no properties. An environment has
	 * variables of others, such as {@code SALESFORCE_JWT_SERVICE_HOST} of Kubernetes,
	 * which count only if they resemble a property.
	 * @param environment the properties
	 * @return the property that was meant by each name, or an empty text
	 */
	private static Map<String, String> below(Environment environment) {
		return find(environment, BELOW, true);
	}

	/**
	 * Find names of properties of an org that are not below {@code salesforce.jwt}.
	 * @param environment the properties
	 * @return the property that was meant by each name
	 */
	static Map<String, String> beside(Environment environment) {
		return find(environment, BESIDE, false);
	}

	/**
	 * Return a sentence on each name below {@code salesforce.jwt}.
	 */
	static List<String> describe(Environment environment) {
		return below(environment).entrySet()
			.stream()
			.map((entry) -> "'" + PrintableValue.ofName(entry.getKey()) + "' is not a property of salesforce-jwt"
					+ (entry.getValue().isEmpty() ? ", and ignored." : ": write '" + entry.getValue() + "'."))
			.toList();
	}

	private static Map<String, String> find(Environment environment, Pattern pattern, boolean below) {
		Map<String, String> found = new LinkedHashMap<>();
		names(environment, (name, variable) -> {
			Matcher matcher = pattern
				.matcher(variable ? name.toLowerCase(Locale.ROOT).replace('_', '.') : name.replace('_', '-'));
			if (!matcher.matches() || !below && BELOW.matcher(matcher.group()).matches()) {
				return;
			}
			String written = squeeze(beforeIndex(matcher.group(2)));
			Map<String, String> known = (matcher.group(1) != null) ? OF_ORG : KNOWN;
			if (below
					&& (known.containsKey(written) || variable && matcher.group().startsWith("salesforce.jwt.orgs"))) {
				return;
			}
			String meant = meant(written, known);
			if (meant != null) {
				found.put(name, "salesforce.jwt." + ((matcher.group(1) != null) ? matcher.group(1) + "." : "") + meant);
			}
			else if (below && !variable) {
				found.put(name, "");
			}
		});
		return found;
	}

	private static void names(Environment environment, NameConsumer consumer) {
		if (environment instanceof ConfigurableEnvironment configurable) {
			configurable.getPropertySources().forEach((source) -> {
				if (source instanceof EnumerablePropertySource<?> enumerable) {
					for (String name : enumerable.getPropertyNames()) {
						consumer.accept(name, source instanceof SystemEnvironmentPropertySource);
					}
				}
			});
		}
	}

	private static @Nullable String meant(String written, Map<String, String> names) {
		String other = OTHER_WORDS.get(written);
		if (other != null) {
			return other;
		}
		int tolerated = Math.min(2, written.length() / 4);
		return names.entrySet()
			.stream()
			.filter((known) -> distance(known.getKey(), written) <= tolerated)
			.min(Comparator.comparingInt((known) -> distance(known.getKey(), written)))
			.map(Map.Entry::getValue)
			.orElse(null);
	}

	/**
	 * How many letters have to be put in, left out or exchanged (Levenshtein).
	 */
	private static int distance(String a, String b) {
		int[] previous = new int[b.length() + 1];
		Arrays.setAll(previous, (i) -> i);
		for (int i = 1; i <= a.length(); i++) {
			int[] current = new int[b.length() + 1];
			current[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int exchanged = previous[j - 1] + ((a.charAt(i - 1) != b.charAt(j - 1)) ? 1 : 0);
				current[j] = Math.min(exchanged, 1 + Math.min(previous[j], current[j - 1]));
			}
			previous = current;
		}
		return previous[b.length()];
	}

	private static String beforeIndex(String name) {
		int bracket = name.indexOf('[');
		return (bracket != -1) ? name.substring(0, bracket) : name;
	}

	private static Map<String, String> squeezed(Set<String> names) {
		Map<String, String> squeezed = new LinkedHashMap<>();
		names.forEach((name) -> squeezed.put(squeeze(name), name));
		return squeezed;
	}

	/**
	 * Each property of each org comes by here at the start, so without a pattern.
	 */
	private static String squeeze(String name) {
		StringBuilder letters = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char letter = Character.toLowerCase(name.charAt(i));
			if (letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9') {
				letters.append(letter);
			}
		}
		return letters.toString();
	}

	private static Set<String> known() {
		Set<String> known = names(SalesforceProperties.class, "");
		known.addAll(names(SalesforceSharedSessionProperties.class, "shared-session."));
		if (ClassUtils.isPresent("org.springframework.boot.jdbc.init.DatabaseInitializationProperties",
				UnknownProperties.class.getClassLoader())) {
			known.addAll(names(SalesforceSharedSessionProperties.Jdbc.class, "shared-session.jdbc."));
		}
		return known;
	}

	private static Set<String> names(Class<?> type, String prefix) {
		Set<String> names = new LinkedHashSet<>();
		collect(type, prefix, names::add);
		return names;
	}

	private static void collect(Class<?> type, String prefix, Consumer<String> names) {
		List<PropertyDescriptor> descriptors = Arrays.stream(BeanUtils.getPropertyDescriptors(type))
			.filter((descriptor) -> !descriptor.getName().equals("class"))
			.toList();
		for (PropertyDescriptor descriptor : descriptors) {
			String name = prefix + DataObjectPropertyName.toDashedForm(descriptor.getName());
			Class<?> propertyType = descriptor.getPropertyType();
			if (propertyType.getPackage() == SalesforceOrgProperties.class.getPackage() && !propertyType.isEnum()) {
				collect(propertyType, name + ".", names);
			}
			else {
				names.accept(name);
			}
		}
	}

	@FunctionalInterface
	private interface NameConsumer {

		void accept(String name, boolean variable);

	}

}
