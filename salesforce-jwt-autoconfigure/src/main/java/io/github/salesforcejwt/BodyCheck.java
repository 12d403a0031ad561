package io.github.salesforcejwt;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.util.StringUtils;
import org.springframework.web.reactive.function.BodyInserter;

/**
 * Watches a reactive body that may be written more than once: each later writing has to
 * be the same as far as the longest one before it went, else it fails before it is
 * complete. A publisher does not say whether it yields the same again.
 * <p>
 * The boundary between the parts of a multipart body does not count: Spring draws another
 * one for each writing.
 */
final class BodyCheck {

	private volatile @Nullable Writing longest;

	private volatile @Nullable Writing last;

	/**
	 * Return how much of the body was written last.
	 */
	long written() {
		Writing last = this.last;
		return (last != null) ? last.count : 0;
	}

	BodyInserter<?, ? super ClientHttpRequest> watch(BodyInserter<?, ? super ClientHttpRequest> inserter) {
		return (request, context) -> Mono.defer(() -> inserter.insert(new WatchedRequest(request), context))
			.onErrorMap(IllegalStateException.class, (ex) -> (this.longest != null) ? notRepeatable(ex) : ex);
	}

	private Flux<DataBuffer> watch(Publisher<? extends DataBuffer> body, Writing writing) {
		return Flux.from(body).handle((buffer, sink) -> {
			if (writing.add(buffer)) {
				sink.next(buffer);
			}
			else {
				DataBufferUtils.release(buffer);
				sink.error(notRepeatable(null));
			}
		});
	}

	/**
	 * Check the end of a writing, and keep it for the next.
	 */
	private <T> Flux<T> verifyLength(Flux<T> body, Writing writing) {
		return body.onErrorMap((ex) -> (writing.before != null) ? notRepeatable(ex) : ex)
			.concatWith(Mono.defer(() -> writing.isWhole() ? Mono.empty() : Mono.error(notRepeatable(null))))
			.doFinally((signal) -> {
				if (writing.count > 0 && writing.isWhole()) {
					this.longest = writing;
				}
			});
	}

	private static Throwable notRepeatable(@Nullable Throwable failure) {
		return (failure instanceof NotRepeatable) ? failure : new NotRepeatable(failure);
	}

	private final class WatchedRequest extends ClientHttpRequestDecorator {

		WatchedRequest(ClientHttpRequest delegate) {
			super(delegate);
		}

		private Writing writing() {
			MediaType contentType = getHeaders().getContentType();
			String boundary = (contentType != null && contentType.getType().equals("multipart"))
					? contentType.getParameter("boundary") : null;
			Writing writing = new Writing(BodyCheck.this.longest, boundary);
			BodyCheck.this.last = writing;
			return writing;
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith(Flux.defer(() -> {
				Writing writing = writing();
				return verifyLength(watch(body, writing), writing);
			}));
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return super.writeAndFlushWith(Flux.defer(() -> {
				Writing writing = writing();
				return verifyLength(Flux.from(body).map((part) -> watch(part, writing)), writing);
			}));
		}

	}

	/**
	 * Leaves the boundary out of the pieces of a multipart body, between two of which it
	 * may lie (Knuth, Morris and Pratt's search).
	 */
	private static final class BoundaryFilter {

		private final byte[] boundary;

		/** How much of its beginning is also at the end of each part of the boundary. */
		private final int[] borders;

		private int matched;

		BoundaryFilter(String boundary) {
			this.boundary = boundary.getBytes(StandardCharsets.US_ASCII);
			this.borders = new int[this.boundary.length];
			for (int i = 1; i < this.boundary.length - 1; i++) {
				int border = this.borders[i];
				while (border > 0 && this.boundary[i] != this.boundary[border]) {
					border = this.borders[border];
				}
				this.borders[i + 1] = (this.boundary[i] == this.boundary[border]) ? border + 1 : 0;
			}
		}

		ByteBuffer without(ByteBuffer piece) {
			ByteBuffer rest = ByteBuffer.allocate(piece.remaining() + this.matched);
			while (piece.hasRemaining()) {
				byte next = piece.get();
				while (this.matched > 0 && next != this.boundary[this.matched]) {
					int border = this.borders[this.matched];
					rest.put(this.boundary, 0, this.matched - border);
					this.matched = border;
				}
				if (next != this.boundary[this.matched]) {
					rest.put(next);
				}
				else if (++this.matched == this.boundary.length) {
					this.matched = 0;
				}
			}
			return rest.flip();
		}

	}

	/**
	 * How far one writing went, and the checksum of what it wrote.
	 */
	private static final class Writing {

		private final @Nullable Writing before;

		private final CRC32C checksum = new CRC32C();

		private final @Nullable BoundaryFilter filter;

		private long count;

		Writing(@Nullable Writing before, @Nullable String boundary) {
			this.before = before;
			this.filter = StringUtils.hasLength(boundary) ? new BoundaryFilter(boundary) : null;
		}

		/**
		 * Add to the writing.
		 * @return whether it is the same as the one before, as far as that went
		 */
		boolean add(DataBuffer buffer) {
			boolean same = true;
			try (DataBuffer.ByteBufferIterator buffers = buffer.readableByteBuffers()) {
				while (same && buffers.hasNext()) {
					ByteBuffer bytes = buffers.next();
					same = add((this.filter != null) ? this.filter.without(bytes) : bytes);
				}
			}
			return same;
		}

		private boolean add(ByteBuffer bytes) {
			long untilEnd = (this.before != null) ? this.before.count - this.count : 0;
			if (this.before == null || untilEnd <= 0 || untilEnd > bytes.remaining()) {
				update(bytes);
				return true;
			}
			int end = bytes.limit();
			update(bytes.limit(bytes.position() + (int) untilEnd));
			boolean same = this.checksum.getValue() == this.before.checksum.getValue();
			update(bytes.limit(end));
			return same;
		}

		private void update(ByteBuffer bytes) {
			this.count += bytes.remaining();
			this.checksum.update(bytes);
		}

		boolean isWhole() {
			return this.before == null || this.count >= this.before.count;
		}

	}

	/**
	 * Ends a writing that is not the same as the one before. It has neither stack trace
	 * nor cause, since some clients log what ends a body.
	 */
	static final class NotRepeatable extends RuntimeException {

		@Serial
		private static final long serialVersionUID = 1L;

		private final transient @Nullable Throwable failure;

		private NotRepeatable(@Nullable Throwable failure) {
			super("The body is not the same the second time", null, false, false);
			this.failure = failure;
		}

		/**
		 * Find one in what became of a call.
		 */
		static @Nullable NotRepeatable find(Throwable ex) {
			for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
				if (cause instanceof NotRepeatable notRepeatable) {
					return notRepeatable;
				}
			}
			return null;
		}

		SalesforceBodyNotRepeatableException forCaller(String orgId) {
			return new SalesforceBodyNotRepeatableException(orgId, this.failure);
		}

	}

}
