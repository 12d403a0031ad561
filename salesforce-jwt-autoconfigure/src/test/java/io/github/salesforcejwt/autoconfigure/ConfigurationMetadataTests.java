package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.jayway.jsonpath.JsonPath;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an IDE shows of the properties, and the table of them in the documentation.
 */
class ConfigurationMetadataTests {

	private static final String PREFIX = "salesforce.jwt.";

	private static final List<String> FIRST = List.of("client-id", "username", "private-key", "login-url");

	private final String json = read("target/classes/META-INF/spring-configuration-metadata.json");

	@Test
	void eachPropertyHasATypeAndADescription() {
		assertThat(properties()).isNotEmpty().allSatisfy((property) -> {
			assertThat(property.get("type")).as("type of %s", property).isNotNull();
			assertThat(String.valueOf(property.get("description"))).as("description of %s", property)
				.endsWith(".")
				.doesNotStartWith("The ")
				.doesNotStartWith("A ");
			if (String.valueOf(property.get("type")).matches("java.time.Duration|java.lang.(Boolean|Integer)")
					&& !String.valueOf(property.get("description")).matches(".*(By default|Defaults to).*")) {
				assertThat(property).as("default of a number, boolean or duration").containsKey("defaultValue");
			}
		});
	}

	@Test
	void valuesThatAreKnownAreOffered() {
		assertThat(values("login-url")).containsExactly("production", "sandbox");
		assertThat(values("audience")).containsExactly("https://login.salesforce.com", "https://test.salesforce.com");
		assertThat(values("grant-type")).containsExactly("jwt-bearer", "client-credentials");
		assertThat(values("client-authentication-method")).containsExactly("client-secret-post", "client-secret-basic");
	}

	@Test
	void eachGroupHasADescription() {
		List<Map<String, Object>> groups = JsonPath.read(this.json, "$.groups[*]");
		assertThat(groups).extracting((group) -> group.get("name")).contains("salesforce.jwt", "salesforce.jwt.retry");
		assertThat(groups)
			.allSatisfy((group) -> assertThat(String.valueOf(group.get("description"))).as("description of %s", group)
				.endsWith("."));
	}

	@Test
	void valuesThatAreKnownAreOfferedForFurtherOrgsToo() {
		for (String name : List.of("login-url", "audience", "grant-type", "client-authentication-method")) {
			assertThat(values("orgs.*." + name)).isNotEmpty().isEqualTo(values(name));
		}
		assertThat(values("orgs.keys")).isNotEmpty();
	}

	@Test
	void defaultsAreThoseOfTheCode() {
		SalesforceOrgProperties properties = new SalesforceOrgProperties();
		assertThat(defaultOf("assertion-lifetime")).isEqualTo(properties.getAssertionLifetime().toMinutes() + "m");
		assertThat(defaultOf("token-lifetime")).isEqualTo(properties.getTokenLifetime().toMinutes() + "m");
	}

	@Test
	void documentationHoldsTheTable() {
		assertThat(read("../docs/properties.md"))
			.as("docs/properties.md between its two markers must hold exactly this:%n%s", table())
			.contains("<!-- properties -->\n" + table() + "<!-- /properties -->");
	}

	private String table() {
		return "| Property | Type | Default | Meaning |\n|---|---|---|---|\n" + properties().stream()
			.filter((property) -> property.get("name").toString().startsWith(PREFIX))
			.sorted(Comparator.comparingInt(ConfigurationMetadataTests::place))
			.map(ConfigurationMetadataTests::row)
			.collect(Collectors.joining());
	}

	private static int place(Map<String, Object> property) {
		int place = FIRST.indexOf(name(property));
		return (place != -1) ? place : FIRST.size();
	}

	private static String row(Map<String, Object> property) {
		return "| `%s` | %s | %s | %s |\n".formatted(name(property), type(property.get("type").toString()),
				(property.get("defaultValue") != null) ? "`" + defaultValue(property.get("defaultValue")) + "`" : "–",
				property.get("description"));
	}

	private static String name(Map<String, Object> property) {
		return property.get("name").toString().substring(PREFIX.length());
	}

	private static String type(String type) {
		if (type.contains("Map<")) {
			return "map";
		}
		if (type.contains("Set<")) {
			return "list";
		}
		return Map
			.of("java.lang.String", "string", "java.lang.Boolean", "boolean", "java.lang.Integer", "integer",
					"java.time.Duration", "duration")
			.getOrDefault(type, "enum");
	}

	private static String defaultValue(Object value) {
		return (value instanceof List<?> list) ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
				: value.toString();
	}

	private List<Map<String, Object>> properties() {
		return JsonPath.read(this.json, "$.properties[?(@.name =~ /salesforce\\..*/)]");
	}

	private Object defaultOf(String name) {
		List<Object> defaults = JsonPath.read(this.json,
				"$.properties[?(@.name == '" + PREFIX + name + "')].defaultValue");
		return defaults.get(0);
	}

	private List<String> values(String name) {
		return JsonPath.read(this.json, "$.hints[?(@.name == '" + PREFIX + name + "')].values[*].value");
	}

	private static String read(String path) {
		try {
			return Files.readString(Path.of(path));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
