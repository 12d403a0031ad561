package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;

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

	private URI requestedUri;

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
		CallRules calls = this.session.calls();
		CallRecovery recovery = calls.begin(this.method, getAttributes());
		while (true) {
			SalesforceAccessToken token = this.session.accessToken();
			ClientHttpResponse response;
			try {
				response = send(headers, token);
			}
			catch (IOException ex) {
				pause(isRepeatable() ? recovery.after(ex) : null, ex);
				continue;
			}
			calls.quota().answered(response.getHeaders());
			int status = response.getStatusCode().value();
			if (!CallFailure.isPossible(status)) {
				return response;
			}
			PeekedResponse failed = new PeekedResponse(response);
			CallRecovery.Step step = recovery.after(status, failed.getHeaders(), failed.prefix());
			switch (step.action()) {
				case REPLAY -> {
					failed.close();
					this.requestedUri = this.session.replace(this.requestedUri, token);
					if (!isRepeatable()) {
						throw new SalesforceBodyNotRepeatableException(this.session.getRegistration().getId(), null);
					}
				}
				case RETRY -> {
					if (!isRepeatable()) {
						return failed;
					}
					failed.close();
					pause(step.pause(), new InterruptedIOException("Interrupted before the next attempt"));
				}
				case DELIVER -> {
					return failed;
				}
			}
		}
	}

	private boolean isRepeatable() {
		return this.body == null || this.body.repeatable();
	}

	/**
	 * Wait for the next attempt.
	 * @param pause how long, or {@code null} for no further attempt
	 * @param failure what the call ends with, where there is no further attempt
	 */
	private void pause(@Nullable Duration pause, IOException failure) throws IOException {
		if (pause == null || Thread.currentThread().isInterrupted()) {
			throw failure;
		}
		try {
			this.session.calls().sleeper().sleep(pause);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure;
		}
	}

	private ClientHttpResponse send(HttpHeaders headers, SalesforceAccessToken token) throws IOException {
		this.uri = this.session.resolve(this.requestedUri, token);
		ClientHttpRequest request = this.delegate.createRequest(this.uri, this.method);
		request.getHeaders().putAll(headers);
		CallAuthorization.apply(request.getHeaders(), this.uri, token);
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
