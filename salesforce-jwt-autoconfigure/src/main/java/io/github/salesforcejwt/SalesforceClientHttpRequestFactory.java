package io.github.salesforcejwt;

import java.io.IOException;
import java.net.URI;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;

/**
 * Authorizes the requests of a {@code RestClient} with the session of an org. A factory,
 * not an interceptor: it sees the URI first, streams a body, and can send it again.
 */
public final class SalesforceClientHttpRequestFactory implements ClientHttpRequestFactory {

	private final SalesforceSession session;

	private final ClientHttpRequestFactory delegate;

	/**
	 * Create a request factory. What wraps it has to pass the attributes of a request on,
	 * since they may name its user.
	 * @param session the session that authorizes each request that names no other user
	 * @param delegate the factory that sends them; it must not follow redirects, which
	 * could carry the token elsewhere
	 * @see SalesforceRequestAttributes#username(String)
	 */
	public SalesforceClientHttpRequestFactory(SalesforceSession session, ClientHttpRequestFactory delegate) {
		this.session = session;
		this.delegate = delegate;
	}

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
		return new SalesforceClientHttpRequest(this.session, this.delegate, uri, method);
	}

}
