package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpStatus;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link PeekedResponse}.
 */
class PeekedResponseTests {

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000, PeekedResponse.LIMIT - 1, PeekedResponse.LIMIT, PeekedResponse.LIMIT + 1,
			3 * PeekedResponse.LIMIT })
	void bodyIsWholeHoweverLongItIs(int length) throws Exception {
		byte[] body = new byte[length];
		new Random(length).nextBytes(body);
		PeekedResponse response = new PeekedResponse(respond(new SlowInputStream(body)));
		assertThat(response.prefix()).isEqualTo(Arrays.copyOf(body, Math.min(length, PeekedResponse.LIMIT)));
		assertThat(response.getBody().readAllBytes()).isEqualTo(body);
	}

	@Test
	void noMoreThanThePrefixIsReadAhead() {
		SlowInputStream body = new SlowInputStream(new byte[3 * PeekedResponse.LIMIT]);
		assertThat(new PeekedResponse(respond(body)).prefix()).hasSize(PeekedResponse.LIMIT);
		assertThat(body.available()).isEqualTo(2 * PeekedResponse.LIMIT);
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
		assertThat(response.prefix()).asString().isEqualTo("half");
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
		assertThat(closed[0]).isFalse();
		response.close();
		assertThat(closed[0]).isTrue();
	}

	@Test
	void answerThatGoesOnIsAbortedBeforeTheClientCouldReadItToItsEnd() {
		assertThat(closingOrder(new byte[PeekedResponse.LIMIT])).containsExactly("body", "answer");
		assertThat(closingOrder(new byte[PeekedResponse.LIMIT - 1])).containsExactly("answer");
	}

	private static List<String> closingOrder(byte[] bytes) {
		List<String> closed = new ArrayList<>();
		ByteArrayInputStream body = new ByteArrayInputStream(bytes) {

			@Override
			public void close() {
				closed.add("body");
			}

		};
		new PeekedResponse(new MockClientHttpResponse(body, HttpStatus.BAD_REQUEST) {

			@Override
			public void close() {
				closed.add("answer");
			}

		}).close();
		return closed;
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
