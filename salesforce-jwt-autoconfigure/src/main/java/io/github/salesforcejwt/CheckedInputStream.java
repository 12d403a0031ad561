package io.github.salesforcejwt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Body that fails with I/O exceptions only, as those who read one expect. That of the
 * Reactor client also fails with exceptions of Reactor and Netty.
 */
class CheckedInputStream extends FilterInputStream {

	CheckedInputStream(InputStream in) {
		super(in);
	}

	@Override
	public int read() throws IOException {
		try {
			return super.read();
		}
		catch (RuntimeException ex) {
			throw TransportFailure.toIOException(ex);
		}
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		try {
			return super.read(bytes, offset, length);
		}
		catch (RuntimeException ex) {
			throw TransportFailure.toIOException(ex);
		}
	}

}
