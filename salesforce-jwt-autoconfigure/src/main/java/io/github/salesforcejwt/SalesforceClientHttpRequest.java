package io.github.salesforcejwt;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.AbstractClientHttpRequest;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * Request that is resolved, authorized and, where its session turns out to be dead, sent
 * once more.
 */
final class SalesforceClientHttpRequest extends AbstractClientHttpRequest implements StreamingHttpOutputMessage {

	private final SalesforceSession session;

	private final ClientHttpRequestFactory delegate;

	private final HttpMethod method;

	private final URI requestedUri;

	private URI uri;

	private @Nullable Body body;

	private @Nullable FastByteArrayOutputStream buffer;

	SalesforceClientHttpRequest(SalesforceSession session, ClientHttpRequestFactory delegate, URI uri,
			HttpMethod method) {
		this.session = session;
		this.delegate = delegate;
		this.requestedUri = uri;
		this.uri = uri;
		this.method = method;
	}

	@Override
	public HttpMethod getMethod() {
		return this.method;
	}

	/**
	 * Return where the request goes.
	 * @return the URI as requested, from the first attempt on resolved against the
	 * instance URL
	 */
	@Override
	public URI getURI() {
		return this.uri;
	}

	@Override
	public void setBody(Body body) {
		assertNotExecuted();
		this.body = body;
	}

	@Override
	protected OutputStream getBodyInternal(HttpHeaders headers) {
		FastByteArrayOutputStream buffer = this.buffer;
		if (buffer == null) {
			buffer = new FastByteArrayOutputStream(1024);
			this.buffer = buffer;
			this.body = new BufferedBody(buffer);
		}
		return buffer;
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		SalesforceAccessToken token = this.session.accessToken();
		ClientHttpResponse response = send(headers, token);
		if (response.getStatusCode().value() != 401) {
			return response;
		}
		response.close();
		this.session.invalidate(token);
		SalesforceAccessToken renewed = this.session.accessToken();
		this.session.journal().callReplayed();
		return send(headers, renewed);
	}

	private ClientHttpResponse send(HttpHeaders headers, SalesforceAccessToken token) throws IOException {
		this.uri = this.session.resolve(this.requestedUri, token);
		ClientHttpRequest request = this.delegate.createRequest(this.uri, this.method);
		request.getHeaders().putAll(headers);
		request.getHeaders().setBearerAuth(token.getTokenValue());
		Body body = this.body;
		if (body != null) {
			if (request instanceof StreamingHttpOutputMessage streaming) {
				streaming.setBody(body);
			}
			else {
				body.writeTo(request.getBody());
			}
		}
		return request.execute();
	}

	private record BufferedBody(FastByteArrayOutputStream buffer) implements Body {

		@Override
		public void writeTo(OutputStream outputStream) throws IOException {
			this.buffer.writeTo(outputStream);
		}

		@Override
		public boolean repeatable() {
			return true;
		}

	}

}
