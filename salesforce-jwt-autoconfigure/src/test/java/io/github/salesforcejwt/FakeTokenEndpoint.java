package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;

/**
 * Token endpoint without a network, which notes when logins come and what they send.
 */
final class FakeTokenEndpoint implements ClientHttpRequestFactory {

	private final Clock clock;

	final List<Long> times = new ArrayList<>();

	final List<String> bodies = new ArrayList<>();

	Answer answer = () -> token("token-" + this.times.size());

	FakeTokenEndpoint(Clock clock) {
		this.clock = clock;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new MockClientHttpRequest(method, uri) {

			@Override
			protected ClientHttpResponse executeInternal() throws IOException {
				FakeTokenEndpoint.this.times.add(FakeTokenEndpoint.this.clock.millis());
				FakeTokenEndpoint.this.bodies.add(getBodyAsString());
				return FakeTokenEndpoint.this.answer.get();
			}

		};
	}

	static MockClientHttpResponse token(String value) {
		return token(value, "https://acme.my.salesforce.com");
	}

	static MockClientHttpResponse token(String value, String instanceUrl) {
		return json(200, "{\"access_token\":\"%s\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}".formatted(value,
				instanceUrl));
	}

	static MockClientHttpResponse error(int status, String error, String description) {
		return json(status, "{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
	}

	static MockClientHttpResponse json(int status, String body) {
		MockClientHttpResponse response = new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8),
				HttpStatusCode.valueOf(status));
		response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
		return response;
	}

	@FunctionalInterface
	interface Answer {

		ClientHttpResponse get() throws IOException;

	}

}
