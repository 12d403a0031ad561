package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.salesforcejwt.CallRecovery.Action;
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

	private @Nullable Map<String, Object> attributes;

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
	public Map<String, Object> getAttributes() {
		Map<String, Object> attributes = this.attributes;
		if (attributes == null) {
			attributes = new LinkedHashMap<>();
			this.attributes = attributes;
		}
		return attributes;
	}

	@Override
	protected ClientHttpResponse executeInternal(HttpHeaders headers) throws IOException {
		this.session.callObservation().tell(this);
		CallRules calls = this.session.calls();
		calls.quota().admit();
		long startedAt = calls.clock().millis();
		SalesforceAccessToken token = this.session.accessToken();
		CallRecovery recovery = null;
		while (true) {
			ClientHttpResponse response;
			try {
				response = send(headers, token);
			}
			catch (IOException ex) {
				recovery = (recovery != null) ? recovery : recovery(calls, startedAt);
				pause(recovery.after(ex), ex);
				token = this.session.accessToken();
				continue;
			}
			calls.quota().answered(response.getHeaders());
			int status = response.getStatusCode().value();
			if (!CallFailure.isPossible(status)) {
				return response;
			}
			recovery = (recovery != null) ? recovery : recovery(calls, startedAt);
			PeekedResponse failed = new PeekedResponse(response);
			CallRecovery.Step step = recovery.after(status, failed.getHeaders(), failed.prefix());
			if (step.action() == Action.DELIVER) {
				return failed;
			}
			failed.close();
			if (step.action() == Action.RETRY) {
				pause(step.pause(), new InterruptedIOException("Interrupted before the next attempt"));
				token = this.session.accessToken();
			}
			else {
				token = replacementOf(token);
			}
		}
	}

	private CallRecovery recovery(CallRules calls, long startedAt) {
		Map<String, Object> attributes = (this.attributes != null) ? this.attributes : Map.of();
		return calls.recovery(this.method, attributes, isRepeatable(), startedAt);
	}

	private SalesforceAccessToken replacementOf(SalesforceAccessToken dead) {
		this.requestedUri = this.session.replace(this.requestedUri, dead);
		if (!isRepeatable()) {
			throw new SalesforceBodyNotRepeatableException(this.session.getRegistration().getId(), null);
		}
		SalesforceAccessToken token = this.session.accessToken();
		this.session.journal().callReplayed();
		return token;
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
