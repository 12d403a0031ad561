package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Failed answer whose beginning has been read, and can be read again.
 */
final class PeekedResponse implements ClientHttpResponse {

	static final int LIMIT = 64 * 1024;

	private final ClientHttpResponse delegate;

	private final byte[] prefix;

	private final InputStream body;

	PeekedResponse(ClientHttpResponse delegate) {
		this.delegate = delegate;
		byte[] prefix = new byte[LIMIT];
		int length = 0;
		InputStream rest;
		try {
			rest = delegate.getBody();
			for (int read = 0; read != -1 && length < LIMIT; length += Math.max(read, 0)) {
				read = rest.read(prefix, length, LIMIT - length);
			}
		}
		catch (IOException ex) {
			rest = new FailingInputStream(ex);
		}
		this.prefix = Arrays.copyOf(prefix, length);
		this.body = new SequenceInputStream(new ByteArrayInputStream(this.prefix), rest);
	}

	byte[] prefix() {
		return this.prefix;
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
	public InputStream getBody() {
		return this.body;
	}

	@Override
	public void close() {
		if (this.prefix.length == LIMIT) {
			BoundedResponse.abort(this.delegate);
		}
		this.delegate.close();
	}

	/**
	 * The end of a truncated body: the caller meets the failure where it would have.
	 */
	private static final class FailingInputStream extends InputStream {

		private final IOException failure;

		FailingInputStream(IOException failure) {
			this.failure = failure;
		}

		@Override
		public int read() throws IOException {
			throw this.failure;
		}

	}

}
