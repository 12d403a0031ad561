package io.github.salesforcejwt;

import java.net.URI;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.web.util.DefaultUriBuilderFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TrustedOrigins}: what attackers and accidents try.
 */
class TrustedOriginsTests {

	private static final URI INSTANCE = URI.create("https://acme.my.salesforce.com");

	private final TrustedOrigins origins = origins("https://acme.my.salesforce.com");

	@ParameterizedTest
	@CsvSource({ "/services/data/, https://acme.my.salesforce.com/services/data/",
			"services/data?q=SELECT+Id%2CName, https://acme.my.salesforce.com/services/data?q=SELECT+Id%2CName",
			"'', https://acme.my.salesforce.com/", "?a=b, https://acme.my.salesforce.com/?a=b",
			"'/x#fragment', https://acme.my.salesforce.com/x", "/../../x, https://acme.my.salesforce.com/../../x",
			"@evil.example/, https://acme.my.salesforce.com/@evil.example/",
			"////evil.example/x, https://acme.my.salesforce.com//evil.example/x",
			"https://acme.my.salesforce.com/x, https://acme.my.salesforce.com/x",
			"https://acme.my.salesforce.com:443/x, https://acme.my.salesforce.com:443/x",
			"HTTPS://ACME.my.SalesForce.com/x, HTTPS://ACME.my.SalesForce.com/x",
			"//acme.my.salesforce.com/x, https://acme.my.salesforce.com/x",
			"https://files.acme.example/x, https://files.acme.example/x",
			"https://FILES.acme.example:443/x, https://FILES.acme.example:443/x",
			"https://files.acme.example:8443/x, https://files.acme.example:8443/x" })
	void tokenGoesToTheInstanceAndToAllowedHosts(String uri, URI expected) {
		assertThat(this.origins.resolve(URI.create(uri), INSTANCE)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://evil.example/", "https://acme.my.salesforce.com:8443/",
			"http://acme.my.salesforce.com/", "http://acme.my.salesforce.com:443/",
			"https://user@acme.my.salesforce.com/", "https://acme.my.salesforce.com:443@evil.example/",
			"https://acme.my.salesforce.com@evil.example/", "https://acme.my.salesforce.com./",
			"https://acme.my.salesforce.com.evil.example/", "https://evilacme.my.salesforce.com/",
			"https://other.my.salesforce.com/", "//evil.example/x", "//acme.my.salesforce.com:8443/",
			"//user@acme.my.salesforce.com/", "ftp://acme.my.salesforce.com/", "https:/x", "https:x",
			"mailto:a@b.example", "file:///etc/passwd", "https://127.0.0.1/", "https://localhost/",
			"http://files.acme.example/x", "https://files.acme.example:444/x", "https://x@files.acme.example/x",
			"https://sub.files.acme.example/", "https://acme_under.example/", "https://[::1]/",
			"https://xn--acme-9ua.my.salesforce.com/" })
	void tokenGoesNowhereElse(String uri) {
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> this.origins.resolve(URI.create(uri), INSTANCE))
			.withMessageContaining("'acme'")
			.withMessageContaining("'allowed-hosts'")
			.satisfies((ex) -> assertThat(ex.getOrgId()).isEqualTo("acme"))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("user@").doesNotContain("x@"));
	}

	@ParameterizedTest
	@CsvSource({ "https://evil.example/secret?x, https://evil.example",
			"//evil.example:8443, https://evil.example:8443",
			"https://me:pass@evil.example:8443/, https://(user info)@evil.example:8443",
			"mailto:a@b.example, mailto://a URI without a host" })
	void refusalNamesTheOriginAlone(String uri, String described) {
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> this.origins.resolve(URI.create(uri), INSTANCE))
			.withMessageStartingWith("A request of the Salesforce org 'acme' to " + described
					+ " was refused before it was sent, since");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\\\evil.example\\x", "/\\evil.example", "\\@evil.example", "https:\\\\evil.example\\x",
			"https://acme.my.salesforce.com\\@evil.example/", "https://evil.example\\.my.salesforce.com/",
			"http://{host}/", "/%5C%5Cevil.example" })
	void backslashesAndTemplatesNeverLeadAway(String template) {
		DefaultUriBuilderFactory factory = new DefaultUriBuilderFactory();
		try {
			URI target = this.origins.resolve(factory.expand(template, "evil.example"), INSTANCE);
			assertThat(target.getHost()).isEqualTo("acme.my.salesforce.com");
		}
		catch (UntrustedOriginException | IllegalArgumentException ex) {
			assertThat(ex).hasMessageNotContaining("token-");
		}
	}

	@ParameterizedTest
	@CsvSource({ "https://acme.my.salesforce.com, https://acme.my.salesforce.com",
			"https://acme.my.salesforce.com/, https://acme.my.salesforce.com",
			"' https://acme.my.salesforce.com/some/path?x ', https://acme.my.salesforce.com",
			"HTTPS://Acme.My.Salesforce.com:443, https://acme.my.salesforce.com",
			"https://na1.salesforce.com:8443, https://na1.salesforce.com:8443",
			"https://acme.my.site.force.com, https://acme.my.site.force.com",
			"https://acme.my.salesforce.mil, https://acme.my.salesforce.mil",
			"https://files.acme.example, https://files.acme.example" })
	void instanceUrlOfSalesforceIsTaken(String answered, URI expected) {
		assertThat(this.origins.instanceUrl(answered)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://my.salesforce.com.evil.example", "https://evilsalesforce.com",
			"https://salesforce.com", "https://acme.my.salesforce.com.", "http://acme.my.salesforce.com",
			"https://user:pass@acme.my.salesforce.com", "https://evil.example", "https://evil.example/.salesforce.com",
			"https://evil.example#.salesforce.com", "https://evil.example?.salesforce.com", "acme.my.salesforce.com",
			"//acme.my.salesforce.com", "https://", "https://acme.my.salesforce.com\\.evil.example", "not a url",
			"http://127.0.0.1:8080", "http://localhost", "https://[::1]", "https://salesforce.com.mx",
			"ftp://acme.my.salesforce.com", "https://files.acme.example:9999" })
	void instanceUrlOnAForeignHostIsRefused(String answered) {
		assertThatExceptionOfType(UntrustedOriginException.class).isThrownBy(() -> this.origins.instanceUrl(answered))
			.withMessageStartingWith("The instance URL is '")
			.satisfies((ex) -> assertThat(ex.getOrgId()).isEqualTo("acme"));
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", " " })
	void missingInstanceUrlIsRefused(String answered) {
		assertThatExceptionOfType(MissingInstanceUrlException.class)
			.isThrownBy(() -> this.origins.instanceUrl(answered));
	}

	@Test
	void instanceUrlMayBeTheLoginUrlsOwnOrigin() {
		assertThat(origins("https://sso.acme.example:9443").instanceUrl("https://sso.acme.example:9443/"))
			.isEqualTo(URI.create("https://sso.acme.example:9443"));
		assertThat(origins("http://container:8080").instanceUrl("http://container:8080"))
			.isEqualTo(URI.create("http://container:8080"));
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> origins("http://container:8080").instanceUrl("http://container:8081"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://localhost:8080", "http://acme.localhost", "http://127.0.0.1:1", "http://127.9.8.7",
			"http://[::1]:80", "https://LOCALHOST" })
	void loopbackInstanceIsTakenOnlyFromALoopbackLogin(String instance) {
		assertThat(origins("http://127.0.0.1:9").instanceUrl(instance)).isNotNull();
		assertThat(origins("http://localhost:9").instanceUrl(instance)).isNotNull();
		assertThatExceptionOfType(UntrustedOriginException.class).isThrownBy(() -> this.origins.instanceUrl(instance));
	}

	@Test
	void fixedInstanceUrlWinsWhateverIsAnswered() {
		SalesforceRegistration registration = registration("https://acme.my.salesforce.com")
			.instanceUrl(URI.create("https://proxy.acme.example"))
			.build();
		assertThat(new TrustedOrigins(registration).instanceUrl("https://evil.example"))
			.isEqualTo(URI.create("https://proxy.acme.example"));
	}

	@ParameterizedTest
	@CsvSource({ "https://acme.my.salesforce.com/x?a=%2F, /x?a=%2F", "https://acme.my.salesforce.com, /",
			"https://acme.my.salesforce.com//evil.example/x, /evil.example/x", "//acme.my.salesforce.com/x, /x",
			"/x?a=b, /x?a=b", "x, x", "https://files.acme.example/x, https://files.acme.example/x" })
	void uriOnTheInstanceFollowsTheOrg(String uri, String expected) {
		URI relative = this.origins.relativize(URI.create(uri), INSTANCE);
		assertThat(relative).isEqualTo(URI.create(expected));
		assertThat(this.origins.resolve(relative, URI.create("https://acme2.my.salesforce.com")).getHost())
			.isIn("acme2.my.salesforce.com", "files.acme.example");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://acme.my.sfcrmproducts.cn", "https://acme.my.sfcrmapps.cn",
			"https://acme.cloudforce.com", "https://acme.crmforce.mil", "https://acme.my.salesforce.com:8443" })
	void instanceOnEachDomainOfSalesforceIsTrusted(String url) {
		assertThat(origins("https://acme.my.salesforce.com").instanceUrl(url)).hasToString(url);
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://acme.lightning.force.com", "https://acme.my.salesforce.com:8444",
			"https://acme.my.salesforce.com:80", "https://acme.my.salesforce.com.evil.example",
			"https://acme.my.site.com" })
	void instanceThatServesNoApiIsNotTrusted(String url) {
		assertThatExceptionOfType(UntrustedOriginException.class)
			.isThrownBy(() -> origins("https://acme.my.salesforce.com").instanceUrl(url));
	}

	private static TrustedOrigins origins(String loginUrl) {
		return new TrustedOrigins(registration(loginUrl).build());
	}

	private static SalesforceRegistration.Builder registration(String loginUrl) {
		return SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.username("erp@acme.example")
			.loginUrl(URI.create(loginUrl))
			.allowedHosts(Set.of("files.acme.example", "files.acme.example:8443"));
	}

}
