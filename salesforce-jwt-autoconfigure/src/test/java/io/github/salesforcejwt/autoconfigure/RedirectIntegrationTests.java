package io.github.salesforcejwt.autoconfigure;

import java.nio.charset.Charset;

import io.github.salesforcejwt.FaultyServer;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.core.NestedRuntimeException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * An answer with a status from 300 to 399 is no success, with both clients and each HTTP
 * library.
 */
@Timeout(60)
class RedirectIntegrationTests {

	private static final HttpClientSettings SETTINGS = HttpClientSettings.defaults();

	private static final String BODY = "[\"/services/data/v68.0/sobjects/Account/001\"]";

	private final FaultyServer server = new FaultyServer();

	private final SalesforceSession session = SalesforceSession
		.withRegistration(SalesforceRegistration.withId("acme")
			.clientId("3MVG9")
			.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.loginUrl(this.server.url())
			.build())
		.tokenClient(new SalesforceTokenClient(HttpCaller.REST_JDK.http(SETTINGS).forLogin("acme"),
				ObservationRegistry.NOOP))
		.build();

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@EnumSource
	void redirectFailsTheCall(HttpCaller caller) {
		for (int status : new int[] { 301, 302, 303, 307, 308, 399 }) {
			redirect(status + " Redirect", "Location: https://elsewhere.example:8443/x?code=confidential");
			NestedRuntimeException ex = catchThrowableOfType(NestedRuntimeException.class, () -> patch(caller));
			assertAnswer(ex, status);
			assertThat(ex).hasMessage("The Salesforce org 'acme' answered " + status
					+ ", a redirect to the host 'elsewhere.example'. Nothing was done, since redirects are not followed.");
		}
	}

	@ParameterizedTest
	@EnumSource
	void choiceOfRecordsFailsTheCall(HttpCaller caller) {
		redirect("300 Multiple Choices");
		NestedRuntimeException ex = catchThrowableOfType(NestedRuntimeException.class, () -> patch(caller));
		assertAnswer(ex, 300);
		assertThat(ex).hasMessageStartingWith("The Salesforce org 'acme' answered 300: several records match")
			.hasMessageEndingWith("The body of the answer lists their URLs.");
	}

	@ParameterizedTest
	@EnumSource
	void bodyOfARedirectIsReadByTheCharsetOfItsContentType(HttpCaller caller) {
		for (String charset : new String[] { "ISO-8859-15", "UTF-16BE" }) {
			byte[] body = "\u20ac".getBytes(Charset.forName(charset));
			this.server.next((socket, out) -> {
				out.write("HTTP/1.1 302 Found\r\nContent-Type: text/plain;charset=%s\r\nContent-Length: %d\r\n\r\n"
					.formatted(charset, body.length)
					.getBytes());
				out.write(body);
			});
			assertThat(caller.get(this.session, SETTINGS, "/x")).isEqualTo("302 \u20ac");
		}
		this.server.next(FaultyServer.answer("302 Found", "moved"));
		assertThat(caller.get(this.session, SETTINGS, "/x")).isEqualTo("302 moved");
	}

	@ParameterizedTest
	@EnumSource
	void answerThatNothingIsModifiedIsOne(HttpCaller caller) {
		this.server.next((socket, out) -> out.write("HTTP/1.1 304 Not Modified\r\n\r\n".getBytes()));
		assertThat(caller.get(this.session, SETTINGS, "/x")).startsWith("304");
	}

	@Test
	void handlersOfTheApplicationComeFirst() {
		RestClient restClient = HttpCaller.REST_JDK.restClient(this.session, SETTINGS, (id, builder) -> builder
			.defaultStatusHandler((status) -> status.value() == 302, (request, response) -> {
			}));
		WebClient webClient = HttpCaller.WEB_JDK.webClient(this.session, SETTINGS, (id, builder) -> builder
			.defaultStatusHandler((status) -> status.value() == 302, (response) -> Mono.empty()));
		redirect("302 Found", "Location: /y");
		assertThat(restClient.get().uri("/x").retrieve().toBodilessEntity().getStatusCode())
			.isEqualTo(HttpStatus.FOUND);
		redirect("302 Found", "Location: /y");
		assertThat(webClient.get().uri("/x").retrieve().toBodilessEntity().block().getStatusCode())
			.isEqualTo(HttpStatus.FOUND);
		redirect("307 Temporary Redirect", "Location: /y");
		assertThat(restClient.get()
			.uri("/x")
			.retrieve()
			.onStatus(HttpStatusCode::is3xxRedirection, (request, response) -> {
			})
			.toBodilessEntity()
			.getStatusCode()).isEqualTo(HttpStatus.TEMPORARY_REDIRECT);
		redirect("307 Temporary Redirect", "Location: /y");
		assertThat(webClient.get()
			.uri("/x")
			.retrieve()
			.onStatus(HttpStatusCode::is3xxRedirection, (response) -> Mono.empty())
			.toBodilessEntity()
			.block()
			.getStatusCode()).isEqualTo(HttpStatus.TEMPORARY_REDIRECT);
	}

	@Test
	void hostThatIsNoneIsNotNamed() {
		for (String location : new String[] { "Location: /y", "Location: http:// broken", "X-None: 1",
				"Location: http://" + "x".repeat(300) + "/" }) {
			redirect("301 Moved Permanently", location);
			assertThat(catchThrowableOfType(NestedRuntimeException.class, () -> patch(HttpCaller.REST_JDK))).hasMessage(
					"The Salesforce org 'acme' answered 301, a redirect. Nothing was done, since redirects are not followed.");
		}
	}

	private void redirect(String status, String... headers) {
		String[] all = new String[headers.length + 1];
		System.arraycopy(headers, 0, all, 0, headers.length);
		all[headers.length] = "Content-Type: application/json;charset=UTF-8";
		this.server.next(FaultyServer.answer(status, BODY, all));
	}

	private void patch(HttpCaller caller) {
		if (caller.isReactive()) {
			caller.webClient(this.session, SETTINGS)
				.patch()
				.uri("/x")
				.bodyValue("text")
				.retrieve()
				.toBodilessEntity()
				.block();
		}
		else {
			caller.restClient(this.session, SETTINGS).post().uri("/x").body("text").retrieve().toBodilessEntity();
		}
	}

	private static void assertAnswer(NestedRuntimeException ex, int status) {
		if (ex instanceof WebClientResponseException answer) {
			assertThat(answer.getStatusCode().value()).isEqualTo(status);
			assertThat(answer.getResponseBodyAsString()).isEqualTo(BODY);
			assertThat(answer.getResponseBodyAs(String.class)).isEqualTo(BODY);
			assertThat(answer.getRequest().getHeaders().toString()).doesNotContain("token-");
		}
		else {
			RestClientResponseException answer = (RestClientResponseException) ex;
			assertThat(answer.getStatusCode().value()).isEqualTo(status);
			assertThat(answer.getResponseBodyAsString()).isEqualTo(BODY);
		}
	}

}
