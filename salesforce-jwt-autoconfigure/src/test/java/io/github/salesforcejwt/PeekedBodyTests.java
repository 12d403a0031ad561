package io.github.salesforcejwt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PeekedBody}.
 */
@Timeout(5)
class PeekedBodyTests {

	private static final String BEGINNING = "x".repeat(ErrorBody.LIMIT);

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

	private final List<NettyDataBuffer> sent = new ArrayList<>();

	private final AtomicLong requested = new AtomicLong();

	private final List<String> ends = new ArrayList<>();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private FluxSink<DataBuffer> connection;

	@Test
	void bodyShorterThanTheBeginningIsReadWhole() {
		PeekedBody peeked = peek(Flux.just(buffer("one"), buffer("two"))).block();
		assertThat(peeked.beginning().bytes()).asString().isEqualTo("onetwo");
		assertThat(text(peeked)).isEqualTo("onetwo");
	}

	@Test
	void emptyBodyStaysEmpty() {
		PeekedBody peeked = peek(Flux.empty()).block();
		assertThat(peeked.beginning().bytes()).isEmpty();
		assertThat(peeked.body().collectList().block()).isEmpty();
	}

	@Test
	void noMoreThanTheBeginningIsReadAhead() {
		PeekedBody peeked = peeked();
		assertThat(peeked.beginning().bytes()).asString().isEqualTo(BEGINNING);
		assertThat(this.requested).hasValue(2);
		assertThat(this.sent).allMatch((buffer) -> buffer.getNativeBuffer().refCnt() == 0);
	}

	@Test
	void bodyLongerThanTheBeginningIsHandedOnWholeAndAsItIsAskedFor() {
		PeekedBody peeked = peeked();
		Reader reader = new Reader();
		peeked.body().subscribe(reader);
		reader.request(1);
		assertThat(reader.read).containsExactly(BEGINNING);
		assertThat(this.requested).hasValue(3);
		reader.request(1);
		send("rest");
		assertThat(reader.read).containsExactly(BEGINNING, "rest");
		this.connection.complete();
		assertThat(reader.end).isEqualTo("complete");
	}

	@Test
	void endBeforeTheBodyIsReadIsItsEnd() {
		PeekedBody peeked = peeked();
		this.connection.complete();
		assertThat(text(peeked)).isEqualTo(BEGINNING);
	}

	@Test
	void failureBeforeTheBodyIsReadComesAfterTheBeginning() {
		PeekedBody peeked = peeked();
		this.connection.error(new IOException("reset"));
		Reader reader = new Reader();
		peeked.body().subscribe(reader);
		reader.request(2);
		assertThat(reader.read).containsExactly(BEGINNING);
		assertThat(reader.end).isEqualTo("reset");
	}

	@Test
	void failureWithinTheBeginningIsMetWhereItHappened() {
		PeekedBody peeked = peek(Flux.concat(Flux.just(buffer("half")), Flux.error(new IOException("reset")))).block();
		assertThat(peeked.beginning().bytes()).asString().isEqualTo("half");
		Reader reader = new Reader();
		peeked.body().subscribe(reader);
		reader.request(2);
		assertThat(reader.read).containsExactly("half");
		assertThat(reader.end).isEqualTo("reset");
	}

	@Test
	void endBetweenTheBeginningAndTheRestIsNotLost() {
		PeekedBody peeked = peeked();
		Reader reader = new Reader();
		peeked.body().doOnNext((buffer) -> this.connection.complete()).subscribe(reader);
		reader.request(2);
		assertThat(reader.end).isEqualTo("complete");
	}

	@Test
	void failureBetweenTheBeginningAndTheRestIsNotLost() {
		PeekedBody peeked = peeked();
		Reader reader = new Reader();
		peeked.body().doOnNext((buffer) -> this.connection.error(new IOException("reset"))).subscribe(reader);
		reader.request(2);
		assertThat(reader.end).isEqualTo("reset");
	}

	@Test
	void failureAfterTheBeginningReachesTheReader() {
		PeekedBody peeked = peeked();
		Reader reader = new Reader();
		peeked.body().subscribe(reader);
		reader.request(2);
		this.connection.error(new IOException("reset"));
		assertThat(reader.end).isEqualTo("reset");
	}

	@Test
	void bodyIsReadOnce() {
		PeekedBody peeked = peek(Flux.just(buffer("once"))).block();
		assertThat(text(peeked)).isEqualTo("once");
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> text(peeked))
			.withMessage("The body has been read");
	}

	@Test
	void bodyThatDoesNotComeIsNotWaitedForAndPassedOnWhenItComes() {
		List<PeekedBody> peeked = new ArrayList<>();
		peek(connection()).subscribe(peeked::add);
		send("half");
		this.time.advanceTimeBy(Duration.ofMillis(1999));
		assertThat(peeked).isEmpty();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(peeked.get(0).beginning().bytes()).asString().isEqualTo("half");
		assertThat(peeked.get(0).beginning().complete()).isFalse();
		send("late");
		Reader reader = new Reader();
		peeked.get(0).body().subscribe(reader);
		reader.request(2);
		send("last");
		this.connection.complete();
		assertThat(reader.read).containsExactly("halflate", "last");
		assertThat(reader.end).isEqualTo("complete");
	}

	@Test
	void failureOfABodyThatNobodyWantsIsNotLogged() {
		List<Throwable> dropped = new ArrayList<>();
		Hooks.onErrorDropped(dropped::add);
		try {
			peeked().cancel();
			this.connection.error(new IOException("reset"));
			assertThat(dropped).isEmpty();
		}
		finally {
			Hooks.resetOnErrorDropped();
		}
	}

	@Test
	void callerThatNoLongerWaitsForTheBeginningReleasesTheConnection() {
		Mono<PeekedBody> peek = peek(connection());
		peek.subscribe().dispose();
		assertThat(this.ends).containsExactly("cancelled");
	}

	@Test
	void readerThatStopsReleasesTheConnection() {
		PeekedBody peeked = peeked();
		Reader reader = new Reader();
		peeked.body().subscribe(reader);
		reader.request(2);
		assertThat(this.ends).isEmpty();
		reader.cancel();
		assertThat(this.ends).containsExactly("cancelled");
	}

	@Test
	void readerThatStopsWithinTheBeginningReleasesTheConnection() {
		PeekedBody peeked = peeked();
		Reader reader = new Reader();
		peeked.body().subscribe(reader);
		reader.request(1);
		reader.cancel();
		assertThat(this.ends).containsExactly("cancelled");
	}

	@Test
	void bodyThatNobodyWantsReleasesTheConnection() {
		peeked().cancel();
		assertThat(this.ends).containsExactly("cancelled");
	}

	/**
	 * A body whose beginning has come in two pieces, and whose rest is still to come.
	 */
	private PeekedBody peeked() {
		List<PeekedBody> peeked = new ArrayList<>();
		peek(connection()).subscribe(peeked::add);
		send(BEGINNING.substring(1));
		assertThat(peeked).isEmpty();
		send(BEGINNING.substring(0, 1));
		assertThat(peeked).hasSize(1);
		return peeked.get(0);
	}

	private Mono<PeekedBody> peek(Flux<DataBuffer> body) {
		return PeekedBody.peek(body, Duration.ofSeconds(2), this.time);
	}

	private Flux<DataBuffer> connection() {
		return Flux.<DataBuffer>create((sink) -> this.connection = sink)
			.doOnRequest(this.requested::addAndGet)
			.doOnCancel(() -> this.ends.add("cancelled"));
	}

	private void send(String text) {
		this.connection.next(buffer(text));
	}

	private DataBuffer buffer(String text) {
		NettyDataBuffer buffer = this.buffers.allocateBuffer(text.length());
		buffer.write(text, StandardCharsets.UTF_8);
		this.sent.add(buffer);
		return buffer;
	}

	private static String text(PeekedBody peeked) {
		return String.join("",
				peeked.body().map((buffer) -> buffer.toString(StandardCharsets.UTF_8)).collectList().block());
	}

	/**
	 * Reads as much as the test says.
	 */
	private static final class Reader extends BaseSubscriber<DataBuffer> {

		private final List<String> read = new ArrayList<>();

		private String end = "";

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			// the test asks
		}

		@Override
		protected void hookOnNext(DataBuffer buffer) {
			this.read.add(buffer.toString(StandardCharsets.UTF_8));
		}

		@Override
		protected void hookOnComplete() {
			this.end = "complete";
		}

		@Override
		protected void hookOnError(Throwable throwable) {
			this.end = throwable.getMessage();
		}

	}

}
