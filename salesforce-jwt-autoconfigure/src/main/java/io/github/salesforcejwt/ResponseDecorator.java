package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Answer whose body is read in another way than the library's own.
 */
abstract class ResponseDecorator implements ClientHttpResponse {

	private final ClientHttpResponse delegate;

	ResponseDecorator(ClientHttpResponse delegate) {
		this.delegate = delegate;
	}

	@Override
	public HttpStatusCode getStatusCode() throws IOException {
		return this.delegate.getStatusCode();
	}

	@Override
	public String getStatusText() throws IOException {
		return this.delegate.getStatusText();
	}

	@Override
	public HttpHeaders getHeaders() {
		return this.delegate.getHeaders();
	}

	@Override
	public InputStream getBody() throws IOException {
		return this.delegate.getBody();
	}

	/**
	 * Close the answer. A client that reads it to its end may fail there, which means
	 * nothing any more.
	 */
	@Override
	public void close() {
		try {
			this.delegate.close();
		}
		catch (RuntimeException ex) {
			// the connection is gone
		}
	}

	/**
	 * Close the body first: some clients read an answer to its end when they close it,
	 * and this one may have none.
	 */
	final void abort() {
		try {
			this.delegate.getBody().close();
		}
		catch (IOException | RuntimeException ex) {
			// nothing more is wanted of it
		}
	}

}
