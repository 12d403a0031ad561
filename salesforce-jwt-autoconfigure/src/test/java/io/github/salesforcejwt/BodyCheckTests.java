package io.github.salesforcejwt;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.mock.http.client.reactive.MockClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ExchangeStrategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.ARRAY;

/**
 * Tests for {@link BodyCheck}.
 */
@Timeout(5)
class BodyCheckTests {

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(UnpooledByteBufAllocator.DEFAULT);

	private final List<NettyDataBuffer> made = new ArrayList<>();

	@ParameterizedTest
	@EnumSource
	void sameBodyIsWrittenAsOftenAsNeededWhateverItsPieces(Kind kind) {
		ClientRequest request = request(kind, pieces("one", "two", ""), pieces("onetwo"), pieces("o", "netw", "", "o"));
		for (int i = 0; i < 3; i++) {
			assertThat(write(request)).isEqualTo("onetwo");
		}
	}

	@ParameterizedTest
	@EnumSource
	void bodyThatIsAnotherTheSecondTimeFailsBeforeItIsComplete(Kind kind) {
		assertRefused(kind, pieces("one", "two"), pieces("one", "twx"));
		assertRefused(kind, pieces("one", "two"), pieces("xne", "two"));
		assertRefused(kind, pieces("one", "two"), pieces("onx", "two", "three"));
		assertRefused(kind, pieces("onetwo"), pieces("onxtwothree"));
	}

	@ParameterizedTest
	@EnumSource
	void bodyThatIsShorterTheSecondTimeIsRefused(Kind kind) {
		assertRefused(kind, pieces("one", "two"), pieces("one"));
		assertRefused(kind, pieces("one", "two"), Flux.empty());
	}

	@ParameterizedTest
	@EnumSource
	void bodyThatFailsTheSecondTimeIsRefusedWithItsFailure(Kind kind) {
		RuntimeException failure = new RuntimeException("already read");
		ClientRequest request = request(kind, pieces("one"), Flux.error(failure));
		write(request);
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class).isThrownBy(() -> writeForCaller(request))
			.havingCause()
			.isSameAs(failure);
	}

	@ParameterizedTest
	@EnumSource
	void bodyThatFailsTheFirstTimeFailsWithItsOwnException(Kind kind) {
		ClientRequest request = request(kind, Flux.error(new IllegalStateException("mine")));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> write(request)).withMessage("mine");
	}

	@Test
	void boundaryOfAMultipartBodyDoesNotCount() {
		ClientRequest request = multipart(new String[] { "aaab", "aab" },
				pieces("--aaa", "b\r\naaaa", "ba\r\n--aaab--"), pieces("--aa", "b\r\naaa", "aba\r\n--aab--"));
		assertThat(write(request)).isEqualTo("--aaab\r\naaaaba\r\n--aaab--");
		assertThatExceptionOfType(BodyCheck.NotRepeatable.class).isThrownBy(() -> write(request));
		ClientRequest same = multipart(new String[] { "aaab", "xyxyz" }, pieces("--aaa", "b\r\nxyx", "y\r\n--aaab--"),
				pieces("--xyxy", "z\r\nxy", "xy\r\n--xyxyz--"));
		write(same);
		assertThat(write(same)).isEqualTo("--xyxyz\r\nxyxy\r\n--xyxyz--");
	}

	@ParameterizedTest
	@CsvSource({ "aabaab-1, aab", "aabaaac, aaba", "abacabab, abac", "abab-2, ab" })
	void boundaryIsFoundBehindItsOwnBeginning(String boundary, String beginning) {
		ClientRequest request = multipart(new String[] { boundary, "xyz" }, pieces(beginning + boundary + "\r\n"),
				pieces(beginning + "xyz\r\n"));
		write(request);
		assertThat(write(request)).isEqualTo(beginning + "xyz\r\n");
	}

	@Test
	void partOfAMultipartBodyCounts() {
		for (String other : new String[] { "--xyxyz\r\nxyxy\r\n", "--xyxyz\r\nxyxx\r\n--xyxyz--" }) {
			ClientRequest request = multipart(new String[] { "aaab", "xyxyz" }, pieces("--aaab\r\nxyxy\r\n--aaab--"),
					pieces(other));
			write(request);
			assertThatExceptionOfType(BodyCheck.NotRepeatable.class).isThrownBy(() -> write(request));
		}
	}

	@Test
	void multipartBodyOfAFileIsWrittenTwice(@TempDir Path directory) throws Exception {
		byte[] bytes = new byte[200_000];
		new Random(1).nextBytes(bytes);
		Path file = Files.write(directory.resolve("file.bin"), bytes);
		MultipartBodyBuilder parts = new MultipartBodyBuilder();
		parts.part("entity", "{}", MediaType.APPLICATION_JSON);
		parts.part("file", new FileSystemResource(file));
		ClientRequest request = request(BodyInserters.fromMultipartData(parts.build()));
		String first = write(request);
		assertThat(write(request).equals(first)).isFalse();
		Files.write(file, new byte[200_000]);
		assertThatExceptionOfType(BodyCheck.NotRepeatable.class).isThrownBy(() -> write(request));
	}

	@Test
	void inserterThatRefusesTheSecondTimeIsNotRepeatable() {
		boolean[] used = { false };
		ClientRequest request = request((outgoing, context) -> {
			if (used[0]) {
				throw new IllegalStateException("stream has been read");
			}
			used[0] = true;
			return outgoing.writeWith(pieces("one"));
		});
		write(request);
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class).isThrownBy(() -> writeForCaller(request))
			.havingCause()
			.withMessage("stream has been read");
	}

	@Test
	void inserterThatRefusesTheFirstTimeFailsWithItsOwnException() {
		ClientRequest request = request((outgoing, context) -> {
			throw new IllegalStateException("mine");
		});
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> write(request)).withMessage("mine");
	}

	@Test
	void bodyIsComparedWithTheLongestWritingBeforeIt() {
		for (Flux<DataBuffer> third : List.of(pieces("one", "two"), pieces("one", "two", "throw"))) {
			ClientRequest request = request(Kind.WRITTEN, pieces("one", "two"), pieces("one", "twothree"), third);
			assertThat(write(request)).isEqualTo("onetwo");
			assertThat(write(request)).isEqualTo("onetwothree");
			assertThatExceptionOfType(BodyCheck.NotRepeatable.class).isThrownBy(() -> write(request));
		}
	}

	@Test
	void writingThatBrokeOffIsComparedAsFarAsItWent() {
		for (String second : new String[] { "onetwo", "onxtwo" }) {
			ClientRequest request = request(Kind.WRITTEN, pieces("one", "two"), pieces(second));
			assertThat(write(request, (body) -> Flux.from(body).take(1))).isEqualTo("one");
			if (second.equals("onetwo")) {
				assertThat(write(request)).isEqualTo("onetwo");
			}
			else {
				assertThatExceptionOfType(BodyCheck.NotRepeatable.class).isThrownBy(() -> write(request));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "one" })
	void bodyBehindAnEmptyFirstWritingIsNotCompared(String second) {
		ClientRequest request = request(Kind.WRITTEN, Flux.empty(), pieces(second));
		assertThat(write(request)).isEmpty();
		assertThat(write(request)).isEqualTo(second);
	}

	@Test
	void pieceThatIsRefusedIsReleased() {
		ClientRequest request = request(Kind.WRITTEN, pieces("one"), pieces("two"));
		write(request);
		assertThatExceptionOfType(BodyCheck.NotRepeatable.class).isThrownBy(() -> write(request));
		assertThat(this.made).hasSize(2);
		assertThat(this.made.get(1).getNativeBuffer().refCnt()).isZero();
	}

	private void assertRefused(Kind kind, Flux<DataBuffer> first, Flux<DataBuffer> second) {
		ClientRequest request = request(kind, first, second);
		write(request);
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class).isThrownBy(() -> writeForCaller(request))
			.withMessageContaining("'acme'");
	}

	/**
	 * A request whose body is another each time it is written.
	 */
	@SafeVarargs
	private ClientRequest request(Kind kind, Flux<DataBuffer>... bodies) {
		AtomicInteger writings = new AtomicInteger();
		Flux<DataBuffer> body = Flux.defer(() -> bodies[writings.getAndIncrement()]);
		return request((outgoing, context) -> kind.write(outgoing, body));
	}

	/**
	 * A request whose body has another boundary each time it is written.
	 */
	@SafeVarargs
	private ClientRequest multipart(String[] boundaries, Flux<DataBuffer>... bodies) {
		AtomicInteger writings = new AtomicInteger();
		return request((outgoing, context) -> {
			int writing = writings.getAndIncrement();
			outgoing.getHeaders()
				.setContentType(new MediaType("multipart", "form-data", Map.of("boundary", boundaries[writing])));
			return outgoing.writeWith(bodies[writing]);
		});
	}

	private static ClientRequest request(BodyInserter<?, ? super ClientHttpRequest> inserter) {
		return ClientRequest.create(HttpMethod.PUT, URI.create("/x")).body(new BodyCheck().watch(inserter)).build();
	}

	private Flux<DataBuffer> pieces(String... texts) {
		return Flux.fromArray(texts).map((text) -> {
			NettyDataBuffer buffer = this.buffers.allocateBuffer(16);
			buffer.write(text, StandardCharsets.UTF_8);
			this.made.add(buffer);
			return buffer;
		});
	}

	private static String write(ClientRequest request) {
		return write(request, Function.identity());
	}

	private static void writeForCaller(ClientRequest request) {
		try {
			write(request);
		}
		catch (BodyCheck.NotRepeatable ex) {
			assertThat(ex).hasNoCause().extracting(Throwable::getStackTrace).asInstanceOf(ARRAY).isEmpty();
			throw ex.forCaller("acme");
		}
	}

	private static String write(ClientRequest request,
			Function<Publisher<? extends DataBuffer>, Publisher<? extends DataBuffer>> connection) {
		MockClientHttpRequest written = new MockClientHttpRequest(request.method(), request.url()) {

			@Override
			public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
				return super.writeWith(connection.apply(body));
			}

		};
		request.writeTo(written, ExchangeStrategies.withDefaults()).block();
		return written.getBodyAsString().block();
	}

	/**
	 * The ways a body is written.
	 */
	enum Kind {

		WRITTEN {

			@Override
			Mono<Void> write(ClientHttpRequest request, Flux<DataBuffer> body) {
				return request.writeWith(body);
			}

		},

		FLUSHED {

			@Override
			Mono<Void> write(ClientHttpRequest request, Flux<DataBuffer> body) {
				return request.writeAndFlushWith(body.map(Flux::just));
			}

		};

		abstract Mono<Void> write(ClientHttpRequest request, Flux<DataBuffer> body);

	}

}
