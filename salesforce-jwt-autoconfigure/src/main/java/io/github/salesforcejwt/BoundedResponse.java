package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.time.Duration;
import java.util.function.LongSupplier;

import org.springframework.http.client.ClientHttpResponse;

/**
 * Answer of the token endpoint, of which no more is read than a token answer can need.
 */
final class BoundedResponse extends ResponseDecorator {

	static final int LIMIT = 64 * 1024;

	/** Beside the read timeout, which bounds the time of each reading only. */
	private static final Duration MAX_DURATION = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private final long deadline;

	private boolean tooLong;

	BoundedResponse(ClientHttpResponse delegate) {
		this(delegate, System::nanoTime);
	}

	BoundedResponse(ClientHttpResponse delegate, LongSupplier nanoTime) {
		super(delegate);
		this.nanoTime = nanoTime;
		this.deadline = nanoTime.getAsLong() + MAX_DURATION.toNanos();
	}

	@Override
	public InputStream getBody() throws IOException {
		return new BoundedInputStream(super.getBody());
	}

	@Override
	public void close() {
		if (this.tooLong) {
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
			int read = mayRead() ? super.read() : tooLong();
			this.remaining--;
			return read;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			if (length == 0) {
				return 0;
			}
			int read = mayRead() ? super.read(bytes, offset, Math.min(length, this.remaining)) : tooLong();
			this.remaining -= Math.max(read, 0);
			return read;
		}

		private boolean mayRead() {
			return this.remaining > 0 && BoundedResponse.this.nanoTime.getAsLong() < BoundedResponse.this.deadline;
		}

		private int tooLong() throws IOException {
			BoundedResponse.this.tooLong = true;
			throw new TooLongException();
		}

	}

	/**
	 * An answer that is no token answer.
	 */
	static final class TooLongException extends IOException {

		@Serial
		private static final long serialVersionUID = 1L;

		TooLongException() {
			super("The answer of the token endpoint is longer than " + LIMIT + " bytes or " + MAX_DURATION.toSeconds()
					+ " s");
		}

	}

}
