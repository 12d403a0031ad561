package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Failed answer whose beginning is read, and can be read again. A thread of its own reads
 * it: a body may not come, and the decision about the call must not wait as long as the
 * HTTP client would. If the body comes later, the caller still gets all of it.
 */
final class PeekedResponse extends ResponseDecorator {

	private static final Executor THREADS = threads();

	private final ByteArrayOutputStream prefix = new ByteArrayOutputStream();

	/** The whole body, to be read once; {@code null} unless its beginning was wanted. */
	private @Nullable CompletableFuture<InputStream> body;

	private volatile boolean complete;

	PeekedResponse(ClientHttpResponse delegate) {
		super(delegate);
	}

	private static Executor threads() {
		SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("salesforce-answer-");
		threads.setDaemon(true);
		if (Runtime.version().feature() >= 21) {
			threads.setVirtualThreads(true);
		}
		return threads;
	}

	/**
	 * Read the beginning of the body.
	 * @return the whole body, to be read once
	 */
	private InputStream read() {
		InputStream rest;
		try {
			rest = new CheckedInputStream(super.getBody());
			byte[] buffer = new byte[4096];
			for (int read = 0; read != -1 && this.prefix.size() < ErrorBody.LIMIT;) {
				read = rest.read(buffer, 0, Math.min(buffer.length, ErrorBody.LIMIT - this.prefix.size()));
				this.prefix.write(buffer, 0, Math.max(read, 0));
				this.complete = read == -1 && this.prefix.size() >= expectedLength();
			}
		}
		catch (IOException ex) {
			rest = new FailingInputStream(ex);
		}
		return new SequenceInputStream(new ByteArrayInputStream(this.prefix.toByteArray()), rest);
	}

	/**
	 * Return how long the body is at least. Not every client notices that it is shorter.
	 */
	private long expectedLength() {
		return getHeaders().containsHeader(HttpHeaders.CONTENT_ENCODING) ? 0 : getHeaders().getContentLength();
	}

	/**
	 * Read the beginning of the body.
	 * @param patience how long to wait for it at most
	 */
	ErrorBody beginning(Duration patience) {
		CompletableFuture<InputStream> body = CompletableFuture.supplyAsync(this::read, THREADS);
		this.body = body;
		try {
			body.get(patience.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException | ExecutionException ex) {
			// the decision is made by what is there
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return new ErrorBody(this.prefix.toByteArray(), this.complete);
	}

	@Override
	public InputStream getBody() throws IOException {
		if (this.body == null) {
			return new CheckedInputStream(super.getBody());
		}
		try {
			return this.body.get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while reading the body of an answer");
		}
		catch (ExecutionException ex) {
			throw new IOException("The answer cannot be read", ex.getCause());
		}
	}

	@Override
	public void close() {
		if (this.body == null) {
			super.close();
		}
		else {
			// not while the body is being read
			this.body.whenComplete((body, ex) -> abandon());
		}
	}

	/**
	 * Close an answer that no caller gets, without waiting for the rest of its body.
	 */
	void discard() {
		if (this.complete) {
			abandon();
		}
		else if (this.body == null) {
			THREADS.execute(this::abandon);
		}
		else {
			this.body.whenCompleteAsync((body, ex) -> abandon(), THREADS);
		}
	}

	private void abandon() {
		if (!this.complete) {
			abort();
		}
		super.close();
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
