package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.Serial;

import org.springframework.http.client.ClientHttpResponse;

/**
 * Answer of the token endpoint, of which no more is read than a token answer can need,
 * and for no longer than its login may take.
 */
final class BoundedResponse extends ResponseDecorator {

	static final int LIMIT = 64 * 1024;

	/** Whether the rest is not wanted: some clients read an answer when they close it. */
	private boolean abandoned;

	BoundedResponse(ClientHttpResponse delegate) {
		super(delegate);
	}

	@Override
	public InputStream getBody() throws IOException {
		return new BoundedInputStream(super.getBody());
	}

	@Override
	public void close() {
		if (this.abandoned) {
			abort();
		}
		super.close();
	}

	private final class BoundedInputStream extends CheckedInputStream {

		private int remaining = LIMIT;

		BoundedInputStream(InputStream in) {
			super(in);
		}

		@Override
		public int read() throws IOException {
			int read = bounded(super::read);
			this.remaining--;
			return read;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			if (length == 0) {
				return 0;
			}
			int read = bounded(() -> super.read(bytes, offset, Math.min(length, this.remaining)));
			this.remaining -= Math.max(read, 0);
			return read;
		}

		private int bounded(Reading reading) throws IOException {
			boolean completed = false;
			try {
				if (this.remaining <= 0) {
					throw new TooLongException();
				}
				// by the deadline of the login
				if (Thread.currentThread().isInterrupted()) {
					throw new InterruptedIOException("The login has been given up");
				}
				int read = reading.read();
				completed = true;
				return read;
			}
			finally {
				BoundedResponse.this.abandoned |= !completed;
			}
		}

	}

	@FunctionalInterface
	private interface Reading {

		int read() throws IOException;

	}

	/**
	 * An answer that is no token answer.
	 */
	static final class TooLongException extends IOException {

		@Serial
		private static final long serialVersionUID = 1L;

		TooLongException() {
			super("The answer of the token endpoint is longer than " + LIMIT + " bytes");
		}

	}

}
