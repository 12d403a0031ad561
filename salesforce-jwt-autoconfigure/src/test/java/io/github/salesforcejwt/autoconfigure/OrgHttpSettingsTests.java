package io.github.salesforcejwt.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceProperties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link OrgHttpSettings}.
 */
class OrgHttpSettingsTests {

	private static final HttpClientSettings DEFAULTS = HttpClientSettings.defaults();

	private final SalesforceProperties properties = new SalesforceProperties();

	private final SalesforceOrgProperties acme = new SalesforceOrgProperties();

	@BeforeEach
	void addOrg() {
		this.properties.getOrgs().put("acme", this.acme);
	}

	@Test
	void timeoutsOfCallsAreTheOrgsThenBootsThenDefaults() {
		assertThat(settings(DEFAULTS, null).api("acme")).isEqualTo(expected(5, 180));
		HttpClientSettings boots = timeouts(1, 2);
		assertThat(settings(boots, null).api("acme")).isEqualTo(expected(1, 2));
		this.acme.getHttp().setConnectTimeout(Duration.ofSeconds(3));
		this.acme.getHttp().setReadTimeout(Duration.ofSeconds(4));
		assertThat(settings(boots, null).api("acme")).isEqualTo(expected(3, 4));
		assertThat(settings(boots, null).api("acme", timeouts(6, 7))).isEqualTo(expected(3, 4));
	}

	@Test
	void timeoutsOfAGroupWinOverBoots() {
		assertThat(settings(timeouts(1, 2), null).api("acme", timeouts(6, 7))).isEqualTo(expected(6, 7));
	}

	@Test
	void timeoutsOfLoginsAreNotThoseOfCalls() {
		this.acme.getHttp().setConnectTimeout(Duration.ofSeconds(3));
		this.acme.getHttp().setReadTimeout(Duration.ofSeconds(4));
		assertThat(settings(timeouts(1, 2), null).login("acme")).isEqualTo(expected(5, 30));
		this.acme.setConnectTimeout(Duration.ofSeconds(8));
		this.acme.setReadTimeout(Duration.ofSeconds(9));
		assertThat(settings(timeouts(1, 2), null).login("acme")).isEqualTo(expected(8, 9));
	}

	@Test
	void noRedirectIsFollowedWhateverBootSays() {
		HttpClientSettings boots = DEFAULTS.withRedirects(HttpRedirects.FOLLOW);
		OrgHttpSettings settings = settings(boots, null);
		assertThat(List.of(settings.api("acme"), settings.api("acme", boots), settings.login("acme")))
			.extracting(HttpClientSettings::redirects)
			.containsOnly(HttpRedirects.DONT_FOLLOW);
	}

	@Test
	void bundleIsTheOrgsThenBoots() {
		SslBundle own = mock();
		SslBundle boots = mock();
		DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("own", own);
		OrgHttpSettings settings = settings(DEFAULTS.withSslBundle(boots), bundles);
		assertThat(settings.api("acme").sslBundle()).isSameAs(boots);
		assertThat(settings.login("acme").sslBundle()).isSameAs(boots);
		this.acme.getHttp().setSslBundle("own");
		assertThat(settings.api("acme").sslBundle()).isSameAs(own);
		assertThat(settings.login("acme").sslBundle()).isSameAs(own);
	}

	@Test
	void bundleThatDoesNotExistIsAClearFailure() {
		this.acme.getHttp().setSslBundle("nobody");
		for (SslBundles bundles : new SslBundles[] { null, new DefaultSslBundleRegistry() }) {
			assertThatExceptionOfType(InvalidSalesforceConfigurationException.class)
				.isThrownBy(() -> settings(DEFAULTS, bundles).login("acme"))
				.withMessageContaining("salesforce.jwt.orgs.acme.http.ssl-bundle")
				.withMessageContaining("there is no SSL bundle of this name");
		}
	}

	private OrgHttpSettings settings(HttpClientSettings settings, @Nullable SslBundles bundles) {
		return new OrgHttpSettings(new OrgPropertiesResolver(this.properties, List::of), settings, bundles);
	}

	private static HttpClientSettings expected(int connectTimeout, int readTimeout) {
		return timeouts(connectTimeout, readTimeout).withRedirects(HttpRedirects.DONT_FOLLOW);
	}

	private static HttpClientSettings timeouts(int connectTimeout, int readTimeout) {
		return DEFAULTS.withTimeouts(Duration.ofSeconds(connectTimeout), Duration.ofSeconds(readTimeout));
	}

}
