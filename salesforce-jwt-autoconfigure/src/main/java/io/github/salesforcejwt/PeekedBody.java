package io.github.salesforcejwt;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/**
 * Reads the beginning of a reactive body, and hands on the whole of it. What follows the
 * beginning stays with the connection until somebody wants it.
 */
final class PeekedBody extends BaseSubscriber<DataBuffer> {

	private final ByteArrayOutputStream prefix = new ByteArrayOutputStream();

	private final MonoSink<PeekedBody> peeked;

	private final AtomicBoolean handedOn = new AtomicBoolean();

	private @Nullable FluxSink<DataBuffer> rest;

	private boolean complete;

	private @Nullable Throwable failure;

	private PeekedBody(MonoSink<PeekedBody> peeked) {
		this.peeked = peeked;
	}

	static Mono<PeekedBody> peek(Flux<DataBuffer> body) {
		return Mono.create((sink) -> {
			PeekedBody peeked = new PeekedBody(sink);
			sink.onCancel(peeked);
			body.subscribe(peeked);
		});
	}

	byte[] prefix() {
		return this.prefix.toByteArray();
	}

	/**
	 * Return the whole body, to be read once.
	 */
	Flux<DataBuffer> body() {
		return Flux.defer(() -> {
			if (this.handedOn.getAndSet(true)) {
				return Flux.error(new IllegalStateException("The body has been read"));
			}
			Flux<DataBuffer> rest = rest();
			return (this.prefix.size() > 0)
					? Flux.concat(Mono.just(DefaultDataBufferFactory.sharedInstance.wrap(prefix())), rest)
						.doOnCancel(this::dispose)
					: rest;
		});
	}

	private Flux<DataBuffer> rest() {
		if (this.failure != null) {
			return Flux.error(this.failure);
		}
		return this.complete ? Flux.empty() : Flux.create((sink) -> {
			if (!handOnTo(sink)) {
				end(sink);
				return;
			}
			sink.onRequest(this::request);
			sink.onDispose(this);
		});
	}

	/**
	 * Hand on what is still to come.
	 * @return whether there is anything, or the end has come already
	 */
	private synchronized boolean handOnTo(FluxSink<DataBuffer> sink) {
		this.rest = sink;
		return !this.complete && this.failure == null;
	}

	private synchronized @Nullable FluxSink<DataBuffer> ended(@Nullable Throwable failure) {
		this.failure = failure;
		this.complete = failure == null;
		return this.rest;
	}

	private void end(FluxSink<DataBuffer> sink) {
		if (this.failure != null) {
			sink.error(this.failure);
		}
		else {
			sink.complete();
		}
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(1);
	}

	@Override
	protected void hookOnNext(DataBuffer buffer) {
		if (this.rest != null) {
			this.rest.next(buffer);
			return;
		}
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		this.prefix.writeBytes(bytes);
		if (this.prefix.size() < PeekedResponse.LIMIT) {
			request(1);
		}
		else {
			this.peeked.success(this);
		}
	}

	@Override
	protected void hookOnComplete() {
		finish(null);
	}

	@Override
	protected void hookOnError(Throwable throwable) {
		finish(throwable);
	}

	private void finish(@Nullable Throwable failure) {
		FluxSink<DataBuffer> rest = ended(failure);
		if (rest != null) {
			end(rest);
		}
		else {
			this.peeked.success(this);
		}
	}

}
