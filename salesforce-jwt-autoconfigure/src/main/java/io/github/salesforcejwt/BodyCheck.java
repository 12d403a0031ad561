package io.github.salesforcejwt;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.http.client.reactive.ClientHttpRequestDecorator;
import org.springframework.web.reactive.function.BodyInserter;

/**
 * Watches a reactive body that may be written more than once: each later writing has to
 * be the same as far as the longest one before it went, else it fails before it is
 * complete. A publisher does not tell whether it yields the same again.
 */
final class BodyCheck {

	private final String orgId;

	private volatile @Nullable Writing longest;

	BodyCheck(String orgId) {
		this.orgId = orgId;
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

	private Throwable notRepeatable(@Nullable Throwable cause) {
		return (cause instanceof SalesforceBodyNotRepeatableException) ? cause
				: new SalesforceBodyNotRepeatableException(this.orgId, cause);
	}

	private final class WatchedRequest extends ClientHttpRequestDecorator {

		WatchedRequest(ClientHttpRequest delegate) {
			super(delegate);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return super.writeWith(Flux.defer(() -> {
				Writing writing = new Writing(BodyCheck.this.longest);
				return verifyLength(watch(body, writing), writing);
			}));
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			return super.writeAndFlushWith(Flux.defer(() -> {
				Writing writing = new Writing(BodyCheck.this.longest);
				return verifyLength(Flux.from(body).map((part) -> watch(part, writing)), writing);
			}));
		}

	}

	/**
	 * How far one writing went, and the checksum of what it wrote.
	 */
	private static final class Writing {

		private final @Nullable Writing before;

		private final CRC32C checksum = new CRC32C();

		private long count;

		Writing(@Nullable Writing before) {
			this.before = before;
		}

		/**
		 * Add to the writing.
		 * @return whether it is the same as the one before, as far as that went
		 */
		boolean add(DataBuffer buffer) {
			boolean same = true;
			try (DataBuffer.ByteBufferIterator buffers = buffer.readableByteBuffers()) {
				while (same && buffers.hasNext()) {
					same = add(buffers.next());
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

}
