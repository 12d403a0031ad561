package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequestFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

/**
 * Tests for {@link SalesforceHttp}.
 */
@ExtendWith(OutputCaptureExtension.class)
class SalesforceHttpTests {

	private static final URI LIMITS = URI.create("https://acme.my.salesforce.com/services/data/v68.0/limits");

	private final List<DisposableFactory> made = new ArrayList<>();

	private final List<HttpClientSettings> settings = new ArrayList<>();

	private final ClientHttpRequestFactoryBuilder<DisposableFactory> builder = (settings) -> {
		DisposableFactory factory = mock();
		this.made.add(factory);
		this.settings.add(settings);
		return factory;
	};

	private final SalesforceOrgProperties acme = new SalesforceOrgProperties();

	private final SalesforceOrgProperties emea = new SalesforceOrgProperties();

	private OrgHttpSettings orgSettings;

	private SalesforceHttp http;

	@BeforeEach
	void createHttp() {
		SalesforceProperties properties = new SalesforceProperties();
		properties.getOrgs().put("acme", this.acme);
		properties.getOrgs().put("emea", this.emea);
		this.orgSettings = new OrgHttpSettings(new OrgPropertiesResolver(properties, List::of),
				HttpClientSettings.defaults(), null);
		this.http = new SalesforceHttp(this.builder, this.orgSettings);
	}

	@Test
	void orgsWithTheSameSettingsShareAClient() {
		assertThat(this.http.forApi("acme")).isSameAs(this.http.forApi("emea")).isNotSameAs(this.http.forLogin("acme"));
		assertThat(this.http.forLogin("acme")).isSameAs(this.http.forLogin("emea"));
	}

	@Test
	void orgsWithDifferentSettingsDoNot() {
		this.emea.getHttp().setReadTimeout(Duration.ofSeconds(7));
		this.emea.setReadTimeout(Duration.ofSeconds(8));
		assertThat(this.http.forApi("acme")).isNotSameAs(this.http.forApi("emea"));
		assertThat(this.http.forLogin("acme")).isNotSameAs(this.http.forLogin("emea"));
	}

	@Test
	void clientsAreBuiltWithTheirSettings() throws Exception {
		HttpClientSettings group = HttpClientSettings.defaults().withReadTimeout(Duration.ofSeconds(9));
		this.http.forApi("acme").createRequest(LIMITS, HttpMethod.GET);
		this.http.forLogin("acme").createRequest(LIMITS, HttpMethod.POST);
		this.http.forApi("acme", group).createRequest(LIMITS, HttpMethod.GET);
		assertThat(this.settings).containsExactly(this.orgSettings.api("acme"), this.orgSettings.login("acme"),
				this.orgSettings.api("acme", group));
	}

	@Test
	void allClientsAreDestroyed() throws Exception {
		this.http.forApi("acme").createRequest(LIMITS, HttpMethod.GET);
		this.http.forLogin("acme").createRequest(LIMITS, HttpMethod.POST);
		this.http.destroy();
		assertThat(this.made).hasSize(2);
		for (DisposableFactory factory : this.made) {
			verify(factory).destroy();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "REST_.+")
	void builderThatIsKnownIsNotNamed(HttpCaller caller, CapturedOutput output) throws Exception {
		SalesforceHttp http = caller.http(HttpClientSettings.defaults());
		http.forApi("acme").createRequest(LIMITS, HttpMethod.GET);
		http.destroy();
		assertThat(output).doesNotContain("the starter cannot turn off");
	}

	interface DisposableFactory extends ClientHttpRequestFactory, DisposableBean {

	}

}
