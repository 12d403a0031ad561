package io.github.salesforcejwt;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

/**
 * Reads the beginning of a reactive body, and passes on the whole of it. What follows the
 * beginning stays with the connection until somebody wants it.
 */
final class PeekedBody implements CoreSubscriber<DataBuffer> {

	private final MonoSink<PeekedBody> peeked;

	/** Guarded by this, as the rest of the state. */
	private final ByteArrayOutputStream prefix = new ByteArrayOutputStream();

	private Subscription subscription = Operators.emptySubscription();

	private @Nullable FluxSink<DataBuffer> reader;

	private boolean complete;

	private @Nullable Throwable failure;

	private PeekedBody(MonoSink<PeekedBody> peeked) {
		this.peeked = peeked;
	}

	/**
	 * Read the beginning of a body.
	 * @param patience how long to wait for it
	 */
	static Mono<PeekedBody> peek(Flux<DataBuffer> body, Duration patience, Scheduler scheduler) {
		return Mono.create((sink) -> {
			PeekedBody peeked = new PeekedBody(sink);
			sink.onCancel(peeked::cancel);
			sink.onDispose(scheduler.schedule(() -> sink.success(peeked), patience.toMillis(), TimeUnit.MILLISECONDS));
			body.subscribe(peeked);
		});
	}

	synchronized ErrorBody beginning() {
		return new ErrorBody(this.prefix.toByteArray(), this.complete);
	}

	/**
	 * Return the whole body, to be read once.
	 */
	Flux<DataBuffer> body() {
		return Flux.create((sink) -> {
			if (!passTo(sink)) {
				sink.error(new IllegalStateException("The body has been read"));
			}
		});
	}

	private synchronized boolean passTo(FluxSink<DataBuffer> sink) {
		if (this.reader != null) {
			return false;
		}
		this.reader = sink;
		boolean ended = this.complete || this.failure != null;
		if (this.prefix.size() > 0) {
			sink.next(DefaultDataBufferFactory.sharedInstance.wrap(this.prefix.toByteArray()));
		}
		if (ended) {
			end(sink);
		}
		else {
			sink.onDispose(this::cancel);
			sink.onRequest(this.subscription::request);
		}
		return true;
	}

	private void end(FluxSink<DataBuffer> sink) {
		if (this.failure != null) {
			sink.error(this.failure);
		}
		else {
			sink.complete();
		}
	}

	/**
	 * Release the connection.
	 */
	void cancel() {
		this.subscription.cancel();
	}

	@Override
	public void onSubscribe(Subscription subscription) {
		this.subscription = subscription;
		subscription.request(1);
	}

	@Override
	public void onNext(DataBuffer buffer) {
		FluxSink<DataBuffer> reader = readerAfterAdding(buffer);
		if (reader != null) {
			reader.next(buffer);
		}
		else if (this.prefix.size() < ErrorBody.LIMIT) {
			this.subscription.request(1);
		}
		else {
			this.peeked.success(this);
		}
	}

	/**
	 * Add to the beginning of the body, unless it is being read already.
	 */
	private synchronized @Nullable FluxSink<DataBuffer> readerAfterAdding(DataBuffer buffer) {
		if (this.reader == null) {
			byte[] bytes = new byte[buffer.readableByteCount()];
			buffer.read(bytes);
			DataBufferUtils.release(buffer);
			this.prefix.writeBytes(bytes);
		}
		return this.reader;
	}

	@Override
	public void onComplete() {
		finish(null);
	}

	@Override
	public void onError(Throwable failure) {
		finish(failure);
	}

	private void finish(@Nullable Throwable failure) {
		FluxSink<DataBuffer> reader = readerAtEnd(failure);
		if (reader != null) {
			end(reader);
		}
		this.peeked.success(this);
	}

	private synchronized @Nullable FluxSink<DataBuffer> readerAtEnd(@Nullable Throwable failure) {
		this.failure = failure;
		this.complete = failure == null;
		return this.reader;
	}

}
