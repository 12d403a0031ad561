package io.github.salesforcejwt;

import java.io.OutputStream;
import java.net.URI;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;

/**
 * What an observation may see of a request: all but its token.
 */
record ObservedRequest(ClientHttpRequest request) implements ClientHttpRequest {

	@Override
	public HttpMethod getMethod() {
		return this.request.getMethod();
	}

	@Override
	public URI getURI() {
		return this.request.getURI();
	}

	@Override
	public HttpHeaders getHeaders() {
		return CallAuthorization.hide(this.request.getHeaders());
	}

	@Override
	public Map<String, Object> getAttributes() {
		return this.request.getAttributes();
	}

	@Override
	public OutputStream getBody() {
		throw new UnsupportedOperationException("An observation writes no body");
	}

	@Override
	public ClientHttpResponse execute() {
		throw new UnsupportedOperationException("An observation sends nothing");
	}

}
