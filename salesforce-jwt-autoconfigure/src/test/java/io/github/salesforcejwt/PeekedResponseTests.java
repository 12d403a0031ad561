package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link PeekedResponse}.
 */
class PeekedResponseTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000, ErrorBody.LIMIT - 1, ErrorBody.LIMIT, ErrorBody.LIMIT + 1, 3 * ErrorBody.LIMIT })
	void bodyIsWholeHoweverLongItIs(int length) throws Exception {
		byte[] body = new byte[length];
		new Random(length).nextBytes(body);
		PeekedResponse response = new PeekedResponse(respond(new SlowInputStream(body)));
		assertThat(prefix(response)).isEqualTo(Arrays.copyOf(body, Math.min(length, ErrorBody.LIMIT)));
		assertThat(response.getBody().readAllBytes()).isEqualTo(body);
	}

	@Test
	void noMoreThanThePrefixIsReadAhead() {
		SlowInputStream body = new SlowInputStream(new byte[3 * ErrorBody.LIMIT]);
		assertThat(prefix(new PeekedResponse(respond(body)))).hasSize(ErrorBody.LIMIT);
		assertThat(body.available()).isEqualTo(2 * ErrorBody.LIMIT);
	}

	@Test
	void truncatedBodyFailsWhereItIsTruncated() throws Exception {
		InputStream truncated = new SequenceInputStream(
				new ByteArrayInputStream("half".getBytes(StandardCharsets.UTF_8)), new InputStream() {

					@Override
					public int read() throws IOException {
						throw new IOException("closed");
					}

				});
		PeekedResponse response = new PeekedResponse(respond(truncated));
		assertThat(prefix(response)).asString().isEqualTo("half");
		assertThat(response.getBody().readNBytes(4)).asString().isEqualTo("half");
		assertThatIOException().isThrownBy(() -> response.getBody().read()).withMessage("closed");
	}

	@Test
	void restIsThatOfTheAnswer() throws Exception {
		boolean[] closed = { false };
		MockClientHttpResponse answer = new MockClientHttpResponse(new byte[0], HttpStatus.BAD_REQUEST) {

			@Override
			public void close() {
				closed[0] = true;
			}

		};
		answer.getHeaders().set("X-Kept", "yes");
		PeekedResponse response = new PeekedResponse(answer);
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(response.getStatusText()).isEqualTo("Bad Request");
		assertThat(response.getHeaders().getFirst("X-Kept")).isEqualTo("yes");
		prefix(response);
		assertThat(closed[0]).isFalse();
		response.close();
		assertThat(closed[0]).isTrue();
	}

	@Test
	void answerThatGoesOnIsAbortedBeforeTheClientCouldReadItToItsEnd() {
		assertThat(closingOrder(new byte[ErrorBody.LIMIT])).containsExactly("body", "answer");
		assertThat(closingOrder(new byte[ErrorBody.LIMIT - 1])).containsExactly("answer");
	}

	@Test
	void bodyThatDoesNotComeIsNotWaitedForAndPassedOnWhenItComes() throws Exception {
		PipedOutputStream server = new PipedOutputStream();
		List<String> closed = new CopyOnWriteArrayList<>();
		PeekedResponse response = new PeekedResponse(respond(new PipedInputStream(server), closed));
		server.write("half".getBytes(StandardCharsets.UTF_8));
		server.flush();
		ErrorBody beginning = response.beginning(Duration.ofMillis(50));
		assertThat(beginning.complete()).isFalse();
		response.discard();
		response.close();
		assertThat(closed).isEmpty();
		server.write("late".getBytes(StandardCharsets.UTF_8));
		server.close();
		assertThat(response.getBody().readAllBytes()).asString().isEqualTo("halflate");
		await().until(() -> closed.contains("answer"));
	}

	@Test
	void bodyIsCompleteIfItIsAsLongAsItsLength() {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentLength(4);
		assertThat(isComplete(headers)).isTrue();
		headers.setContentLength(5);
		assertThat(isComplete(headers)).isFalse();
	}

	@Test
	void lengthOfACompressedBodySaysNothing() {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentLength(5);
		headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
		assertThat(isComplete(headers)).isTrue();
	}

	@Test
	void threadThatIsInterruptedStaysInterrupted() throws Exception {
		PipedOutputStream server = new PipedOutputStream();
		PeekedResponse response = new PeekedResponse(respond(new PipedInputStream(server)));
		Thread.currentThread().interrupt();
		assertThat(response.beginning(Duration.ofSeconds(5)).complete()).isFalse();
		assertThat(Thread.interrupted()).isTrue();
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(response::getBody);
		assertThat(Thread.interrupted()).isTrue();
		server.close();
	}

	@Test
	void answerIsClosedEvenIfItsBodyWasNotRead() {
		List<String> closed = new CopyOnWriteArrayList<>();
		PeekedResponse response = new PeekedResponse(respond(new ByteArrayInputStream(new byte[4]), closed));
		response.close();
		assertThat(closed).containsExactly("answer");
	}

	@Test
	void answerThatNoCallerGetsIsClosedWhenItsBodyHasCome() throws Exception {
		PipedOutputStream server = new PipedOutputStream();
		List<String> closed = new CopyOnWriteArrayList<>();
		PeekedResponse response = new PeekedResponse(respond(new PipedInputStream(server), closed));
		response.beginning(Duration.ofMillis(1));
		response.discard();
		assertThat(closed).isEmpty();
		server.close();
		await().until(() -> closed.contains("answer"));
	}

	@Test
	void answerThatNoCallerGetsIsClosedEvenIfItsBodyWasNotRead() {
		List<String> closed = new CopyOnWriteArrayList<>();
		new PeekedResponse(respond(new ByteArrayInputStream(new byte[4]), closed)).discard();
		await().until(() -> closed.contains("answer"));
	}

	@Test
	void bodyThatFailsWithAnExceptionOfItsLibraryFailsWithAnIoException() {
		PeekedResponse response = new PeekedResponse(respond(new InputStream() {

			@Override
			public int read() {
				throw Exceptions.propagate(new IOException("reset"));
			}

		}));
		assertThat(response.beginning(Duration.ofSeconds(5)).complete()).isFalse();
		assertThatIOException().isThrownBy(() -> response.getBody().read()).withMessage("reset");
	}

	private static List<String> closingOrder(byte[] bytes) {
		List<String> closed = new ArrayList<>();
		ByteArrayInputStream body = new ByteArrayInputStream(bytes) {

			@Override
			public void close() {
				closed.add("body");
			}

		};
		PeekedResponse response = new PeekedResponse(respond(body, closed));
		prefix(response);
		response.close();
		return closed;
	}

	private static byte[] prefix(PeekedResponse response) {
		return response.beginning(Duration.ofSeconds(5)).bytes();
	}

	private static boolean isComplete(HttpHeaders headers) {
		MockClientHttpResponse answer = respond(new ByteArrayInputStream(new byte[4]));
		answer.getHeaders().putAll(headers);
		return new PeekedResponse(answer).beginning(Duration.ofSeconds(5)).complete();
	}

	private static MockClientHttpResponse respond(InputStream body, List<String> closed) {
		return new MockClientHttpResponse(body, HttpStatus.BAD_REQUEST) {

			@Override
			public void close() {
				closed.add("answer");
			}

		};
	}

	private static MockClientHttpResponse respond(InputStream body) {
		return new MockClientHttpResponse(body, HttpStatus.BAD_REQUEST);
	}

	/**
	 * Returns fewer bytes than it is asked for, as a socket does.
	 */
	private static final class SlowInputStream extends ByteArrayInputStream {

		SlowInputStream(byte[] bytes) {
			super(bytes);
		}

		@Override
		public synchronized int read(byte[] bytes, int offset, int length) {
			return super.read(bytes, offset, Math.min(length, 1013));
		}

	}

}
