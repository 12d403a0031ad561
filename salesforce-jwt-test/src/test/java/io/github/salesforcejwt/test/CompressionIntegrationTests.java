package io.github.salesforcejwt.test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bodies on the wire: their length, and gzip in both directions.
 */
class CompressionIntegrationTests {

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void answersAreCompressedForWhoTakesIt() throws Exception {
		HttpResponse<byte[]> response = this.client.send(
				request("/services/data/v60.0/limits").header("Accept-Encoding", "gzip").build(),
				HttpResponse.BodyHandlers.ofByteArray());
		assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
		String body = new String(new GZIPInputStream(new ByteArrayInputStream(response.body())).readAllBytes(),
				StandardCharsets.UTF_8);
		assertThat(body).contains("DailyApiRequests");
	}

	@Test
	void answersSayHowLongTheyAre() throws Exception {
		HttpResponse<byte[]> response = this.client.send(request("/services/data/v60.0/limits").build(),
				HttpResponse.BodyHandlers.ofByteArray());
		assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
	}

	@Test
	void compressedRequestsAreRead() throws Exception {
		HttpRequest request = request("/services/data/v60.0/sobjects/Account").header("Content-Encoding", "gzip")
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofByteArray(gzip("{\"Name\":\"Acme\"}")))
			.build();
		this.client.send(request, HttpResponse.BodyHandlers.discarding());
		assertThat(this.server.org().requests()).last()
			.satisfies((received) -> assertThat(received.text()).isEqualTo("{\"Name\":\"Acme\"}"));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.server.url() + path))
			.header("Authorization", "Bearer " + TestClient.login(this.server.org()));
	}

	private static byte[] gzip(String text) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return bytes.toByteArray();
	}

}
