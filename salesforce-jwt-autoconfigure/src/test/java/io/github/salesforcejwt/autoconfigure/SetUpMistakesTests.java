package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.salesforcejwt.autoconfigure.keys.TestKeys;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The set-up mistakes that people make, and exactly what an application prints for each:
 * the table of {@code docs/set-up-mistakes.md}.
 */
class SetUpMistakesTests {

	private static final Path PAGE = Path.of("../docs/set-up-mistakes.md");

	private static final String BEGIN = "<!-- set-up-mistakes -->\n";

	private static final String END = "<!-- /set-up-mistakes -->\n";

	/** Four properties that work. */
	private static final Map<String, String> GOOD = Map.of("client-id", "3MVG9", "username", "sync@acme.example",
			"login-url", "https://acme.my.salesforce.com", "private-key", "classpath:keys/pkcs8.pem");

	private static final List<Mistake> MISTAKES = List.of(
			// missing
			missing("client-id"), of("client-id", " "), missing("username"), missing("login-url"),
			missing("private-key"), of("private-key", ""),
			// placeholders
			of("login-url", "${SF_URL}"), of("private-key", "base64:${SF_KEY}"), of("token-lifetime", "${SF_LIFETIME}"),
			// login-url
			of("login-url", "prod"), of("login-url", "Production"), of("login-url", "test"), of("login-url", "acme"),
			of("login-url", "acme.my.salesforce.com"), of("login-url", "http://acme.my.salesforce.com"),
			of("login-url", "ftp://acme.my.salesforce.com"), of("login-url", "https://acme my.salesforce.com"),
			of("login-url", "https://me:secret@acme.my.salesforce.com"),
			of("login-url", "https://acme.my.salesforce.com?startURL=x"),
			of("login-url", "https://acme.my.salesforce.com#x"),
			of("login-url", "https://acme.my.salesforce.com/services/oauth2/token"),
			of("login-url", "https://acme.lightning.force.com"),
			of("login-url", "https://acme--dev.sandbox.lightning.force.com/lightning/page/home"),
			of("login-url", "https://acme.my.salesforce-setup.com"),
			of("login-url", "https://acme.my.salesforce.com.evil.example"),
			of("login-url", "https://acme.my.salesforce.com:8080"), of("login-url", "https://sso.acme.example"),
			// user, audience, instance, hosts
			of("username", "3MVG9"), of("username", "sync"), of("audience", "login.salesforce.com"),
			of("instance-url", "https://acme.my.salesforce.com/services/data"),
			of("instance-url", "http://acme.my.salesforce.com"), of("instance-url", "http://localhost:8080"),
			of("allowed-hosts", "https://files.acme.example"), of("allowed-hosts", "*.acme.example"),
			of("allowed-hosts", "files.acme.example/x"), of("allowed-hosts[1]", "files.acme.example"),
			// durations, numbers, words
			of("assertion-lifetime", "10m"), of("assertion-lifetime", "500ms"), of("token-lifetime", "0s"),
			of("token-lifetime", "25h"), of("token-lifetime", "30 minuts"), of("connect-timeout", "-1s"),
			of("read-timeout", "0"), of("verify-on-startup", "always"), of("grant-type", "oauth"),
			of("grant-type", "authorization_code"), of("retry.login.max-retries", "-1"),
			of("retry.api.max-retries", "most"), of("retry.api.methods", "get,fetch"), of("retry.api.delay", "2h"),
			of("quota.stop-at", "0.9"), of("quota.stop-at", "110%"), of("max-users", "0"),
			// client credentials
			of("client-secret", null, "grant-type", "client-credentials", "username", null),
			of("login-url", "sandbox", "grant-type", "client-credentials", "username", null, "client-secret", "…"),
			of("username", "sync@acme.example", "grant-type", "client-credentials", "client-secret", "…"),
			of("client-authentication-method", "private-key-jwt", "grant-type", "client-credentials", "username", null,
					"client-secret", "…"),
			of("client-authentication-method", "none", "grant-type", "client-credentials", "username", null,
					"client-secret", "…"),
			// keys
			of("private-key", "file:/etc/salesforce/nowhere.pem"), of("private-key", "classpath:nowhere.pem"),
			of("private-key", "https://acme.example/key.pem"), of("private-key", "hush").shown("a password"),
			key("ec.pem", "a key on an elliptic curve"), key("ed25519.pem", "an Ed25519 key"),
			key("rsa-pss.pem", "a key for RSASSA-PSS only"), key("rsa1024.pem", "an RSA key of 1024 bits"),
			key("three-primes-p8.pem", "an RSA key of three primes"), key("certificate.pem", "a certificate"),
			key("public.pem", "a public key"), key("openssh.pem", "a key of OpenSSH"), key("pkcs8.der", "a DER file"),
			key("key-store.p12", "a PKCS#12 key store"),
			key("pkcs8-encrypted.pem", "an encrypted key, without a password"),
			of("private-key", "classpath:keys/pkcs8-encrypted.pem", "private-key-password", "wrong")
				.shown("an encrypted key, with a wrong password"),
			key("pkcs8-encrypted-aria.pem", "a key encrypted with ARIA", "private-key-password", "x"),
			of("private-key", TestKeys.text("pkcs8.pem").substring(0, 700)).shown("a key that was cut off"),
			of("private-key", TestKeys.text("pkcs8.pem") + TestKeys.text("rsa3072.pem")).shown("two keys"),
			of("private-key", "{\"kty\":\"RSA\",\"n\":\"x\"}").shown("a JSON Web Key"),
			// bundles and devices
			of("ssl-bundle", "salesforce", "private-key", null), of("ssl-bundle", "salesforce"),
			of("http.ssl-bundle", "salesforce"),
			of("certificate", "classpath:keys/certificate.pem", "private-key", null),
			// ids
			of("orgs.Emea.client-id", "3MVG9"), of("orgs.default.client-id", "3MVG9"),
			of("orgs.salesforce.client-id", "3MVG9"), of("orgs", "acme"), of("orgs.emea", "acme"),
			// names
			of("consumer-key", "3MVG9", "client-id", null), of("privatekey-file", "key.pem", "private-key", null));

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(SalesforceAutoConfiguration.class));

	@Test
	void eachMistakeIsAnsweredAsTheTableSays() throws IOException {
		StringBuilder table = new StringBuilder(
				"| Set under `salesforce.jwt` | Description | Action |\n|---|---|---|\n");
		for (Mistake mistake : MISTAKES) {
			FailureAnalysis analysis = analyze(mistake.properties());
			String all = analysis.getDescription() + analysis.getAction();
			assertThat(all).as("%s", mistake)
				.contains("'salesforce.jwt." + mistake.property().replaceFirst("\\[.*|(?<=orgs\\.\\w{1,20})\\..*", ""));
			assertThat(analysis.getAction()).as("%s", mistake).hasSizeGreaterThan(10);
			table.append("| ").append(mistake.cell()).append(" | ").append(cell(analysis.getDescription()));
			table.append(" | ").append(cell(analysis.getAction())).append(" |\n");
		}
		assertThat(new LinkedHashSet<>(MISTAKES)).hasSameSizeAs(MISTAKES).hasSizeGreaterThanOrEqualTo(60);
		Files.createDirectories(Path.of("target"));
		Files.writeString(Path.of("target/set-up-mistakes.txt"), table);
		assertThat(Files.readString(PAGE))
			.as("docs/set-up-mistakes.md must hold target/set-up-mistakes.txt between its two markers")
			.contains(BEGIN + table + END);
	}

	@Test
	void mistakesInSeveralPropertiesOfSeveralOrgsTakeOneStart() {
		Map<String, String> properties = new LinkedHashMap<>();
		Set<String> expected = new LinkedHashSet<>();
		for (int org = 0; org < 3; org++) {
			Set<String> used = new LinkedHashSet<>();
			for (Mistake mistake : MISTAKES) {
				String property = mistake.property();
				// those that are wrong by themselves, and one for each property
				if (mistake.others().isEmpty() && !property.startsWith("orgs")
						&& used.add(property.replaceAll("\\[.*", "")) && property.length() % 3 == org) {
					String name = "orgs.org" + org + "." + property;
					if (mistake.value() != null) {
						properties.put(name, mistake.value());
					}
					expected.add("'salesforce.jwt." + name.replaceAll("\\[.*", "") + "'");
				}
			}
			properties.putIfAbsent("orgs.org" + org + ".token-lifetime", "30m");
		}
		assertThat(expected).hasSizeGreaterThan(15);
		FailureAnalysis analysis = analyze(properties);
		assertThat(expected).allSatisfy((property) -> {
			assertThat(analysis.getDescription()).contains(property + ": ");
			assertThat(analysis.getAction()).contains(property + ": ");
		});
	}

	private FailureAnalysis analyze(Map<String, String> properties) {
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		Environment[] environment = new Environment[1];
		this.runner.withInitializer((context) -> environment[0] = context.getEnvironment())
			.withPropertyValues(properties.entrySet()
				.stream()
				.map((property) -> "salesforce.jwt." + property.getKey() + "=" + property.getValue())
				.toArray(String[]::new))
			.run((context) -> analysis[0] = analyze(environment[0], context));
		return analysis[0];
	}

	private static FailureAnalysis analyze(Environment environment, AssertableApplicationContext context) {
		assertThat(context).hasFailed();
		FailureAnalysis analysis = new SalesforceConfigurationFailureAnalyzer(environment)
			.analyze(context.getStartupFailure());
		assertThat(analysis).as("%s", context.getStartupFailure()).isNotNull();
		return analysis;
	}

	private static String cell(String text) {
		return Arrays.stream(text.split("\n"))
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.map((line) -> line.replace("<", "&lt;").replace("|", "\\|"))
			.collect(Collectors.joining("<br>"));
	}

	private static Mistake missing(String property) {
		return of(property, null);
	}

	private static Mistake key(String file, String shown, String... others) {
		String[] properties = Stream.concat(Stream.of("private-key", "classpath:keys/" + file), Arrays.stream(others))
			.toArray(String[]::new);
		return of(properties).shown(shown);
	}

	/**
	 * Create a mistake.
	 * @param properties names and values, that of the mistake first
	 */
	private static Mistake of(String... properties) {
		Map<String, String> others = new LinkedHashMap<>();
		for (int i = 2; i < properties.length; i += 2) {
			others.put(properties[i], properties[i + 1]);
		}
		return new Mistake(properties[0], properties[1], others, null);
	}

	/**
	 * A mistake in a set-up that works but for it.
	 *
	 * @param property the property that is wrong
	 * @param value its value, or {@code null} if it is missing
	 * @param others what else differs from {@link #GOOD}; {@code null} values are missing
	 * @param shown what the table says in place of the value
	 */
	private record Mistake(String property, String value, Map<String, String> others, String shown) {

		Mistake shown(String text) {
			return new Mistake(this.property, this.value, this.others, text);
		}

		Map<String, String> properties() {
			Map<String, String> properties = new LinkedHashMap<>(GOOD);
			properties.putAll(this.others);
			properties.put(this.property, this.value);
			properties.values().removeIf((text) -> text == null);
			return properties;
		}

		String cell() {
			String text = "`" + this.property + "`: " + text(this.value);
			for (Map.Entry<String, String> other : this.others.entrySet()) {
				if (!other.getKey().equals("private-key-password")) {
					text += ", `" + other.getKey() + "`: "
							+ ((other.getValue() != null) ? "`" + other.getValue() + "`" : "missing");
				}
			}
			return text;
		}

		private String text(String value) {
			if (this.shown != null) {
				return this.shown;
			}
			return (value == null) ? "missing" : value.isBlank() ? "empty" : "`" + value + "`";
		}

	}

}
