package io.github.salesforcejwt.autoconfigure.actuate;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

/**
 * A session by client credentials whose login host answers as the test says.
 */
class TestLoginHost implements ClientHttpRequestFactory {

	static final String TOKEN = "00D000000000001!AQEAQtoken";

	static final String ACCEPTED = """
			{"access_token":"%s","instance_url":"https://acme.my.salesforce.com","token_type":"Bearer"}"""
		.formatted(TOKEN);

	private static final String INVALID_ASSERTION = """
			{"error":"invalid_grant","error_description":"invalid assertion"}""";

	private final Clock clock;

	HttpStatus status = HttpStatus.OK;

	String answer = ACCEPTED;

	Instant serverTime;

	int requests;

	/** How many logins are refused first. */
	int refusals;

	TestLoginHost(Clock clock) {
		this.clock = clock;
		this.serverTime = clock.instant();
	}

	SalesforceSession.Builder builder() {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId("acme")
				.clientId("3MVG9abcdefghijklmnop")
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.clientCredentials("s3cret-of-acme", ClientAuthenticationMethod.CLIENT_SECRET_POST)
				.build())
			.tokenClient(new SalesforceTokenClient(this, ObservationRegistry.NOOP))
			.clock(this.clock);
	}

	void refuse(String description) {
		this.status = HttpStatus.BAD_REQUEST;
		this.answer = "{\"error\":\"invalid_grant\",\"error_description\":\"" + description + "\"}";
	}

	void accept() {
		this.status = HttpStatus.OK;
		this.answer = ACCEPTED;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		this.requests++;
		MockClientHttpRequest request = new MockClientHttpRequest(method, uri);
		MockClientHttpResponse response = (this.requests <= this.refusals)
				? new MockClientHttpResponse(INVALID_ASSERTION.getBytes(StandardCharsets.UTF_8), HttpStatus.BAD_REQUEST)
				: new MockClientHttpResponse(this.answer.getBytes(StandardCharsets.UTF_8), this.status);
		response.getHeaders().set("Content-Type", "application/json");
		response.getHeaders()
			.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(this.serverTime.atZone(ZoneOffset.UTC)));
		request.setResponse(response);
		return request;
	}

}
