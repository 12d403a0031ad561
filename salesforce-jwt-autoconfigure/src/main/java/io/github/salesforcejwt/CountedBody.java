package io.github.salesforcejwt;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.springframework.http.StreamingHttpOutputMessage.Body;

/**
 * Counts what is to be written of a body, on the thread that writes, which may be another
 * than that of the call.
 */
final class CountedBody implements Body {

	private final Body body;

	private long written;

	CountedBody(Body body) {
		this.body = body;
	}

	long written() {
		return this.written;
	}

	@Override
	public void writeTo(OutputStream outputStream) throws IOException {
		this.body.writeTo(new FilterOutputStream(outputStream) {

			@Override
			public void write(int value) throws IOException {
				CountedBody.this.written++;
				this.out.write(value);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) throws IOException {
				CountedBody.this.written += length;
				this.out.write(bytes, offset, length);
			}

		});
	}

	@Override
	public boolean repeatable() {
		return this.body.repeatable();
	}

}
