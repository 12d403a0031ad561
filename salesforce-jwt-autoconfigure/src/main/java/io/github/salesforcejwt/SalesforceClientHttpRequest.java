package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
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
 * Request that is resolved, authorized and, if its session turns out to be dead, sent
 * once more.
 * <p>
 * If there is a current token, the request to send is created at once, and its headers
 * are those that the caller fills: headers of its own would cost more than all else here.
 */
final class SalesforceClientHttpRequest implements ClientHttpRequest, StreamingHttpOutputMessage {

	private final SalesforceSession session;

	private final ClientHttpRequestFactory delegate;

	private URI requestedUri;

	/** The token that the request can be sent with, if it can be. */
	private @Nullable SalesforceAccessToken token;

	private ClientHttpRequest request;

	private @Nullable Body body;

	private boolean sent;

	SalesforceClientHttpRequest(SalesforceSession session, ClientHttpRequestFactory delegate, URI uri,
			HttpMethod method) throws IOException {
		this.session = session;
		this.delegate = delegate;
		this.requestedUri = uri;
		SalesforceAccessToken token = session.tokens().current(null);
		this.token = token;
		this.request = (token != null) ? delegate.createRequest(session.resolve(uri, token), method)
				: new Draft(uri, method);
	}

	@Override
	public HttpMethod getMethod() {
		return this.request.getMethod();
	}

	/**
	 * Return where the request goes.
	 * @return the URI resolved against the instance URL; until a login has told that, the
	 * URI as requested
	 */
	@Override
	public URI getURI() {
		return this.request.getURI();
	}

	/**
	 * Return the headers: those to fill, and without credentials once they have been
	 * sent, since whoever handles the answer sees them.
	 */
	@Override
	public HttpHeaders getHeaders() {
		return this.sent ? CallAuthorization.hide(this.request.getHeaders()) : this.request.getHeaders();
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.request.getAttributes();
	}

	@Override
	public void setBody(Body body) {
		this.body = body;
	}

	@Override
	public OutputStream getBody() {
		if (this.body instanceof BufferedBody buffered) {
			return buffered.buffer();
		}
		FastByteArrayOutputStream buffer = new FastByteArrayOutputStream(1024);
		this.body = new BufferedBody(buffer);
		return buffer;
	}

	@Override
	public ClientHttpResponse execute() throws IOException {
		this.session.callObservation().update(this);
		CallRules calls = this.session.calls();
		calls.quota().admit();
		SalesforceAccessToken token = this.session.accessToken();
		long startedAt = calls.now();
		CallRecovery recovery = null;
		while (true) {
			ClientHttpResponse response;
			int status;
			try {
				response = send(token);
				status = status(response);
			}
			catch (IOException ex) {
				recovery = (recovery != null) ? recovery : recovery(calls, startedAt);
				IOException named = UnreachableHost.named(ex, getURI());
				pause(recovery.after(ex), (named != null) ? named : ex);
				token = this.session.accessToken();
				continue;
			}
			if (TrustedOrigins.isOrigin(getURI(), token.getInstanceUrl())) {
				calls.quota().answered(response.getHeaders());
				if (status / 100 == 2) {
					this.session.tokens().succeeded(token, getURI(), startedAt);
				}
			}
			if (!CallFailure.isPossible(status)) {
				return CheckedResponse.of(response);
			}
			recovery = (recovery != null) ? recovery : recovery(calls, startedAt);
			PeekedResponse failed = new PeekedResponse(response);
			ErrorBody body = CallFailure.isInBody(status) ? failed.beginning(calls.patience()) : ErrorBody.UNREAD;
			CallRecovery.Step step = recovery.after(status, failed.getHeaders(), body, getURI(), token);
			if (step.action() == Action.DELIVER
					|| (step.action() == Action.REPLAY_IF_REPLACED && !isReplaced(token, failed))) {
				return failed;
			}
			failed.discard();
			if (step.action() == Action.RETRY) {
				pause(step.pause(), new InterruptedIOException("Interrupted before the next attempt"));
				token = this.session.accessToken();
			}
			else {
				token = replacementOf(token);
			}
		}
	}

	/**
	 * Return the status of an answer. Not every library checks that it is one.
	 */
	private static int status(ClientHttpResponse response) throws IOException {
		try {
			return response.getStatusCode().value();
		}
		catch (IllegalArgumentException ex) {
			response.close();
			throw new IOException("The answer is not HTTP", ex);
		}
	}

	private void verifyMayBlock(ClientHttpRequest request) {
		if (TransportFailure.isOnEventLoop(request)) {
			throw new IllegalStateException("A RestClient of the Salesforce org '"
					+ this.session.getRegistration().getId() + "' was called on the thread '"
					+ Thread.currentThread().getName() + "', which must not block. Use the WebClient of the org, or "
					+ "make the call on another thread, as by 'subscribeOn(Schedulers.boundedElastic())'.");
		}
	}

	private CallRecovery recovery(CallRules calls, long startedAt) {
		return CallRecovery.of(this.session, getMethod(), getAttributes(), isRepeatable(), startedAt);
	}

	/**
	 * Whether a login returns another token than the one that was refused.
	 * @param failed the answer, which is not needed if the login fails
	 */
	private boolean isReplaced(SalesforceAccessToken refused, PeekedResponse failed) {
		try {
			return !this.session.accessToken().getTokenValue().equals(refused.getTokenValue());
		}
		catch (RuntimeException ex) {
			failed.discard();
			throw ex;
		}
	}

	private SalesforceAccessToken replacementOf(SalesforceAccessToken dead) {
		this.requestedUri = this.session.relativize(this.requestedUri, dead);
		if (!isRepeatable()) {
			throw new SalesforceBodyNotRepeatableException(this.session.getRegistration().getId(), null);
		}
		SalesforceAccessToken token = this.session.accessToken();
		this.session.events().callReplayed();
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

	private ClientHttpResponse send(SalesforceAccessToken token) throws IOException {
		ClientHttpRequest request = request(token);
		verifyMayBlock(request);
		this.token = null;
		this.sent = true;
		CallAuthorization.apply(request.getHeaders(), request.getURI(), token);
		Body body = this.body;
		if (body != null) {
			if (request instanceof StreamingHttpOutputMessage streaming) {
				streaming.setBody(body);
			}
			else {
				body.writeTo(request.getBody());
			}
		}
		try {
			return request.execute();
		}
		catch (RuntimeException ex) {
			if (TransportFailure.find(ex) == null) {
				throw ex;
			}
			throw TransportFailure.toIOException(ex);
		}
	}

	/**
	 * Return a request that can be sent with the token: the one that the caller has
	 * filled, or a copy where that is a draft, has been sent, or was made for another
	 * token, which may live elsewhere.
	 */
	private ClientHttpRequest request(SalesforceAccessToken token) throws IOException {
		ClientHttpRequest previous = this.request;
		if (token == this.token) {
			return previous;
		}
		ClientHttpRequest request = this.delegate.createRequest(this.session.resolve(this.requestedUri, token),
				previous.getMethod());
		request.getHeaders().putAll(previous.getHeaders());
		request.getAttributes().putAll(previous.getAttributes());
		this.request = request;
		return request;
	}

	/**
	 * Holds headers and attributes until it is known where the request goes.
	 */
	private static final class Draft extends AbstractClientHttpRequest {

		private final URI uri;

		private final HttpMethod method;

		Draft(URI uri, HttpMethod method) {
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
			throw new UnsupportedOperationException("A draft has no body");
		}

		@Override
		protected ClientHttpResponse executeInternal(HttpHeaders headers) {
			throw new UnsupportedOperationException("A draft is not sent");
		}

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
