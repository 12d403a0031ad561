package io.github.salesforcejwt;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

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
 * again.
 * <p>
 * If there is a fresh token, the request to send is created at once, and its headers are
 * those that the caller fills: separate headers would cost more than everything else
 * here. The user is known only when the request is sent, so nothing is decided before.
 */
final class SalesforceClientHttpRequest
		implements ClientHttpRequest, StreamingHttpOutputMessage, BlockingCall.Attempts {

	private SalesforceSession session;

	private final ClientHttpRequestFactory delegate;

	private URI requestedUri;

	/** The token that the request can be sent with, if it can be. */
	private @Nullable SalesforceAccessToken token;

	private ClientHttpRequest request;

	private @Nullable Body body;

	/** Counts the body, if it may be large. */
	private @Nullable CountedBody counted;

	private boolean attributed;

	SalesforceClientHttpRequest(SalesforceSession session, ClientHttpRequestFactory delegate, URI uri,
			HttpMethod method) throws IOException {
		this.session = session;
		this.delegate = delegate;
		this.requestedUri = uri;
		SalesforceAccessToken token = session.tokens().fresh();
		URI target = (token != null) ? session.instance().findTarget(uri, token) : null;
		this.token = (target != null) ? token : null;
		this.request = (target != null) ? delegate.createRequest(target, method) : new Draft(uri, method);
	}

	@Override
	public HttpMethod getMethod() {
		return this.request.getMethod();
	}

	/**
	 * Return where the request goes.
	 * @return the URI resolved against the instance URL; until a login has reported that,
	 * the URI as requested
	 */
	@Override
	public URI getURI() {
		return this.request.getURI();
	}

	/**
	 * Return the headers: those to fill, and without credentials once they have been
	 * sent, since the code that handles the answer sees them.
	 */
	@Override
	public HttpHeaders getHeaders() {
		return isSent() ? CallAuthorization.hide(this.request.getHeaders()) : this.request.getHeaders();
	}

	private boolean isSent() {
		return this.token == null && !(this.request instanceof Draft);
	}

	@Override
	public Map<String, Object> getAttributes() {
		this.attributed = true;
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
		chooseSession();
		this.session.callObservation().update(this);
		return BlockingCall.exchange(this.session, this, this.token);
	}

	/**
	 * Choose the session of the user that the request names. Attributes are known only
	 * now; what was prepared for the org's own user is used if it goes to the same
	 * instance, since it holds no token yet.
	 */
	private void chooseSession() {
		if (!this.attributed) {
			LostAttributes.verifyNone(this.session);
			return;
		}
		String username = SalesforceRequestAttributes.username(this.request.getAttributes());
		SalesforceSession session = (username != null) ? this.session.ofUser(username) : this.session;
		if (session != this.session) {
			this.token = (this.token != null) ? ofSameInstance(this.token, session.tokens().fresh()) : null;
			this.session = session;
		}
	}

	private static @Nullable SalesforceAccessToken ofSameInstance(SalesforceAccessToken prepared,
			@Nullable SalesforceAccessToken token) {
		return (token != null && token.getInstanceUrl().equals(prepared.getInstanceUrl())) ? token : null;
	}

	@Override
	public void leave(SalesforceAccessToken token) {
		this.requestedUri = this.session.instance().relativize(this.requestedUri, token);
	}

	@Override
	public boolean isRepeatable() {
		return this.body == null || this.body.repeatable();
	}

	@Override
	public long bodyLength() {
		if (this.body == null) {
			return 0;
		}
		return (this.body instanceof BufferedBody buffered) ? buffered.buffer().size()
				: this.request.getHeaders().getContentLength();
	}

	@Override
	public long written() {
		return (this.counted != null) ? this.counted.written() : 0;
	}

	private void verifyMayBlock(ClientHttpRequest request) {
		if (TransportFailure.isOnEventLoop(request)) {
			throw new IllegalStateException("A RestClient of the Salesforce org '"
					+ this.session.getRegistration().getId() + "' was called on the thread '"
					+ Thread.currentThread().getName() + "', which must not block. Use the WebClient of the org, or "
					+ "make the call on another thread, as by 'subscribeOn(Schedulers.boundedElastic())'.");
		}
	}

	@Override
	public ClientHttpResponse send(SalesforceAccessToken token) throws IOException {
		ClientHttpRequest request = request(token);
		verifyMayBlock(request);
		this.token = null;
		CallAuthorization.removeHost(request.getHeaders());
		CallAuthorization.apply(request.getHeaders(), request.getURI(), token);
		Body body = this.body;
		if (body != null) {
			long length = bodyLength();
			body = (length < 0 || length > UploadFailures.LARGE) ? counted(body) : body;
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

	private Body counted(Body body) {
		CountedBody counted = new CountedBody(body);
		this.counted = counted;
		return counted;
	}

	/**
	 * Return a request that can be sent with the token: the one that the caller has
	 * filled, or a copy if that is a draft, has been sent, or was made for another token,
	 * which may live elsewhere.
	 */
	private ClientHttpRequest request(SalesforceAccessToken token) throws IOException {
		ClientHttpRequest previous = this.request;
		if (token == this.token) {
			return previous;
		}
		ClientHttpRequest request = this.delegate
			.createRequest(this.session.instance().resolve(this.requestedUri, token), previous.getMethod());
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
