package io.github.salesforcejwt;

import java.net.URI;
import java.time.Instant;
import java.util.Set;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AuthorizedRequest}.
 */
class AuthorizedRequestTests {

	private static final URI URL = URI.create("https://acme.my.salesforce.com/services/data");

	private static final SalesforceAccessToken TOKEN = new SalesforceAccessToken("token", Instant.EPOCH, Instant.MAX,
			Set.of(), URI.create("https://acme.my.salesforce.com"), null);

	private final ClientRequest original = ClientRequest.create(HttpMethod.POST, URI.create("/services/data"))
		.header("X-Call", "1")
		.header(HttpHeaders.AUTHORIZATION, "Basic user")
		.cookie("brand", "blue")
		.attribute("name", "value")
		.httpRequest((request) -> request.getHeaders().set("X-Native", "1"))
		.body(BodyInserters.fromValue("text"))
		.build();

	private final ClientRequest request = new AuthorizedRequest(this.original, URL, TOKEN);

	@Test
	void requestIsWrittenWithTheTokenInPlaceOfAnotherAuthorization() {
		MockClientHttpRequest written = write(this.request);
		assertThat(written.getHeaders().get(HttpHeaders.AUTHORIZATION)).containsExactly("Bearer token");
		assertThat(written.getHeaders().getFirst("X-Call")).isEqualTo("1");
		assertThat(written.getHeaders().getFirst("X-Native")).isEqualTo("1");
		assertThat(this.request.logPrefix()).isEqualTo(this.original.logPrefix());
		assertThat(written.getCookies()).containsKey("brand");
		assertThat(written.getBodyAsString().block()).isEqualTo("text");
	}

	@Test
	void copyOfTheRequestIsWrittenAsTheRequestIs() {
		ClientRequest copy = ClientRequest.from(this.request).build();
		assertThat(copy.url()).isEqualTo(URL);
		assertThat(copy.attribute("name")).contains("value");
		assertThat(write(copy).getHeaders().headerSet()).isEqualTo(write(this.request).getHeaders().headerSet());
	}

	@Test
	void hostOfTheCallerIsNotWritten() {
		ClientRequest request = ClientRequest.from(this.original)
			.httpRequest((http) -> http.getHeaders().set(HttpHeaders.HOST, "evil.example"))
			.build();
		MockClientHttpRequest written = write(new AuthorizedRequest(request, URL, TOKEN));
		assertThat(written.getHeaders().containsHeader(HttpHeaders.HOST)).isFalse();
	}

	@Test
	void headersShowNoCredential() {
		assertThat(this.request.headers().headerNames()).containsExactly("X-Call");
	}

	@Test
	void copyThatGoesToAnotherOriginIsNotAuthorized() {
		ClientRequest copy = ClientRequest.from(this.request).url(URI.create("https://elsewhere.example/x")).build();
		assertThat(write(copy).getHeaders().headerNames()).doesNotContain(HttpHeaders.AUTHORIZATION);
	}

	@Test
	void originalStaysWithoutTheToken() {
		write(this.request);
		assertThat(this.original.headers().getFirst(HttpHeaders.AUTHORIZATION)).isEqualTo("Basic user");
	}

	private static MockClientHttpRequest write(ClientRequest request) {
		MockClientHttpRequest written = new MockClientHttpRequest(request.method(), request.url());
		request.writeTo(written, ExchangeStrategies.withDefaults()).block();
		return written;
	}

}
