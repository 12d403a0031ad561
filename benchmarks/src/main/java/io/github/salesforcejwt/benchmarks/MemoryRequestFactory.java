package io.github.salesforcejwt.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Answers from memory, so that nothing but the client is measured. A request without a
 * token fails: an unauthorized call is no measurement.
 */
final class MemoryRequestFactory implements ClientHttpRequestFactory {

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new MemoryRequest(uri, method);
	}

	private static final class MemoryRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

		private final URI uri;

		private final HttpMethod method;

		private @Nullable Body body;

		MemoryRequest(URI uri, HttpMethod method) {
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
		public void setBody(Body body) {
			this.body = body;
		}

		@Override
		protected OutputStream getBodyInternal(HttpHeaders headers) {
			return OutputStream.nullOutputStream();
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
			if (this.uri.getHost() == null || headers.getFirst(HttpHeaders.AUTHORIZATION) == null) {
				throw new IOException("The request is not complete");
			}
			if (this.body != null) {
				this.body.writeTo(OutputStream.nullOutputStream());
			}
			return new MemoryResponse();
		}

	}

	private static final class MemoryResponse implements ClientHttpResponse {

		private static final HttpHeaders HEADERS = new HttpHeaders();

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(200);
		}

		@Override
		public String getStatusText() {
			return "OK";
		}

		@Override
		public HttpHeaders getHeaders() {
			return HEADERS;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(new byte[0]);
		}

		@Override
		public void close() {
			// nothing is open
		}

	}

}
