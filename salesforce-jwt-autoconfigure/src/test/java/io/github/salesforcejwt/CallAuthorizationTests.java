package io.github.salesforcejwt;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CallAuthorization}.
 */
class CallAuthorizationTests {

	private static final String BULK_SESSION = "X-SFDC-Session";

	private final SalesforceAccessToken token = SalesforceSessionTests.token("token", new MutableClock());

	private final HttpHeaders headers = new HttpHeaders();

	@Test
	void sessionOfTheCallerIsReplacedWithinBulkApi() {
		apply("/services/async/68.0/job");
		assertThat(this.headers.get(BULK_SESSION)).containsExactly("token");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/services/data/v68.0/jobs", "/services/async", "/x/services/async/", "",
			"/x?y=/services/async/", "/services%2Fasync/x" })
	void sessionOfTheCallerIsRemovedElsewhere(String path) {
		apply(path);
		assertThat(this.headers.containsHeader(BULK_SESSION)).isFalse();
	}

	@Test
	void headersOfAnyCredentialAreRemoved() {
		apply("/services/async/68.0/job");
		this.headers.set("X-Kept", "yes");
		assertThat(CallAuthorization.isSetByCaller(this.headers)).isTrue();
		assertThat(CallAuthorization.hide(this.headers).headerNames()).containsExactly("X-Kept");
		CallAuthorization.remove(this.headers);
		assertThat(CallAuthorization.isSetByCaller(this.headers)).isFalse();
		assertThat(this.headers.headerNames()).containsExactly("X-Kept");
	}

	@Test
	void hostOfTheCallerIsRemoved() {
		this.headers.set("Host", "evil.example");
		assertThat(CallAuthorization.isSetByCaller(this.headers)).isTrue();
		CallAuthorization.removeHost(this.headers);
		assertThat(this.headers.containsHeader("Host")).isFalse();
	}

	private void apply(String path) {
		this.headers.set("authorization", "Basic bWluZQ==");
		this.headers.set("x-sfdc-session", "mine");
		CallAuthorization.apply(this.headers, URI.create("https://acme.my.salesforce.com" + path), this.token);
		assertThat(this.headers.get(HttpHeaders.AUTHORIZATION)).containsExactly("Bearer token");
	}

}
