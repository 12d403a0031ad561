package io.github.salesforcejwt.autoconfigure;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.github.salesforcejwt.FaultyServer;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HttpLibraries}.
 */
@Timeout(60)
class HttpLibrariesTests {

	private final FaultyServer server = new FaultyServer();

	private SalesforceHttp http;

	@AfterEach
	void stop() throws Exception {
		if (this.http != null) {
			this.http.destroy();
		}
		this.server.close();
	}

	@Test
	void loginWithReactorIsWrittenByAThreadOfItsOwn() throws Exception {
		CompletableFuture<String> writer = new CompletableFuture<>();
		ClientHttpRequest request = login(HttpCaller.REST_REACTOR);
		((StreamingHttpOutputMessage) request).setBody((out) -> {
			writer.complete(Thread.currentThread().getName());
			out.write(1);
		});
		try (ClientHttpResponse response = request.execute()) {
			assertThat(response.getStatusCode().value()).isEqualTo(200);
		}
		assertThat(writer).isCompletedWithValue("salesforce-login");
	}

	@Test
	@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void loginWithApacheIsOverWhenItsAnswerIsClosedThoughThatHasNoEnd() throws Exception {
		CountDownLatch closed = new CountDownLatch(1);
		this.server.nextLogin((socket, out) -> {
			out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nx".getBytes());
			try {
				socket.getInputStream().read();
			}
			finally {
				closed.countDown();
			}
		});
		// without a timeout: what reads on does so until the test is over
		ClientHttpRequestFactory factory = HttpLibraries.forLogin(ClientHttpRequestFactoryBuilder.httpComponents())
			.build(HttpClientSettings.defaults());
		try (ClientHttpResponse response = login(factory).execute()) {
			assertThat(response.getBody().read()).isEqualTo('x');
		}
		assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
	}

	@ParameterizedTest
	@EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "REST_.+")
	void answerToALoginMayHaveNoBody(HttpCaller caller) throws Exception {
		this.server.nextLogin((socket, out) -> out.write("HTTP/1.1 204 No Content\r\n\r\n".getBytes()));
		try (ClientHttpResponse response = login(caller).execute()) {
			assertThat(response.getStatusCode().value()).isEqualTo(204);
		}
	}

	@Test
	void clientOfJettyFollowsNoRedirectWhateverIsSetBeforeItStarts() throws Exception {
		HttpClient client = new HttpClient();
		HttpLibraries.Jetty.configure(client);
		assertThat(client.isFollowRedirects()).isFalse();
		client.setFollowRedirects(true);
		client.start();
		assertThat(client.isFollowRedirects()).isFalse();
		assertThat(client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME)).isNull();
		client.stop();
	}

	private ClientHttpRequest login(HttpCaller caller) throws Exception {
		this.http = caller.http(HttpClientSettings.defaults());
		return login(this.http.forLogin("acme"));
	}

	private ClientHttpRequest login(ClientHttpRequestFactory factory) throws Exception {
		return factory.createRequest(URI.create(this.server.url() + "/services/oauth2/token"), HttpMethod.POST);
	}

}
