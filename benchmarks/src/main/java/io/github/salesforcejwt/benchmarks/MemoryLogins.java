package io.github.salesforcejwt.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Answers logins from memory, after a delay, and all other requests as
 * {@link MemoryRequestFactory} does.
 */
final class MemoryLogins implements ClientHttpRequestFactory {

	private static final String PADDING = "x".repeat(96);

	final AtomicLong logins = new AtomicLong();

	volatile boolean refusing;

	private final MemoryRequestFactory calls = new MemoryRequestFactory();

	private final Duration delay;

	MemoryLogins(Duration delay) {
		this.delay = delay;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
		return uri.getPath().equals("/services/oauth2/token") ? new Login(uri, method)
				: this.calls.createRequest(uri, method);
	}

	private final class Login extends AbstractClientHttpRequest {

		private final URI uri;

		private final HttpMethod method;

		Login(URI uri, HttpMethod method) {
			this.uri = uri;
			this.method = method;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.uri;
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) {
			return OutputStream.nullOutputStream();
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
			long number = MemoryLogins.this.logins.incrementAndGet();
			try {
				Thread.sleep(MemoryLogins.this.delay.toMillis());
			}
			catch (InterruptedException ex) {
				throw new IOException(ex);
			}
			return MemoryLogins.this.refusing
					? new Answer(400, "{\"error\":\"invalid_grant\",\"error_description\":\"inactive user\"}")
					: new Answer(200,
							"{\"access_token\":\"00D%013d!%s\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
								.formatted(number, PADDING, this.uri.resolve("/").toString().replaceAll("/$", "")));
		}

	}

	private static final class Answer implements ClientHttpResponse {

		private final int status;

		private final byte[] body;

		Answer(int status, String body) {
			this.status = status;
			this.body = body.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(this.status);
		}

		@Override
		public String getStatusText() {
			return "";
		}

		@Override
		public HttpHeaders getHeaders() {
			HttpHeaders headers = new HttpHeaders();
			headers.setContentType(MediaType.APPLICATION_JSON);
			return headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.body);
		}

		@Override
		public void close() {
			// nothing is open
		}

	}

}
