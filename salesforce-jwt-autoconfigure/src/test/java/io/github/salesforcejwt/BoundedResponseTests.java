package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link BoundedResponse}.
 */
@Timeout(5)
class BoundedResponseTests {

	private final AtomicLong nanoTime = new AtomicLong(-Duration.ofSeconds(30).toNanos());

	private final List<String> closed = new ArrayList<>();

	@Test
	void answerOfTheLimitIsReadWhole() throws Exception {
		byte[] body = "x".repeat(BoundedResponse.LIMIT).getBytes();
		InputStream in = bounded(new ByteArrayInputStream(body)).getBody();
		assertThat(in.readNBytes(BoundedResponse.LIMIT)).isEqualTo(body);
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(in::read);
	}

	@Test
	void endlessAnswerEndsAtTheLimitHoweverItIsRead() throws Exception {
		InputStream atOnce = bounded(new EndlessStream()).getBody();
		assertThat(atOnce.readNBytes(BoundedResponse.LIMIT)).hasSize(BoundedResponse.LIMIT);
		assertThat(atOnce.read(new byte[8], 0, 0)).isZero();
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(() -> atOnce.read(new byte[8]))
			.withMessage("The answer of the token endpoint is longer than 65536 bytes or 60 s");
		InputStream byteByByte = bounded(new EndlessStream()).getBody();
		for (int i = 0; i < BoundedResponse.LIMIT; i++) {
			assertThat(byteByByte.read()).isEqualTo(' ');
		}
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(byteByByte::read);
	}

	@Test
	void bytesOfBothKindsOfReadingCount() throws Exception {
		InputStream in = bounded(new EndlessStream()).getBody();
		assertThat(in.read()).isEqualTo(' ');
		assertThat(in.readNBytes(BoundedResponse.LIMIT - 1)).hasSize(BoundedResponse.LIMIT - 1);
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(in::read);
	}

	@Test
	void endOfTheAnswerDoesNotCount() throws Exception {
		InputStream in = bounded(new ByteArrayInputStream(new byte[0])).getBody();
		assertThat(in.read(new byte[8])).isEqualTo(-1);
		assertThat(in.read()).isEqualTo(-1);
	}

	@Test
	void drippingAnswerEndsAtTheDeadline() throws Exception {
		InputStream in = bounded(new EndlessStream()).getBody();
		for (int second = 0; second < 60; second++) {
			assertThat(in.read()).isEqualTo(' ');
			this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
		}
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(in::read);
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(() -> in.read(new byte[8]));
	}

	@Test
	void answerThatIsTooLongIsAbortedBeforeTheClientCouldReadItToItsEnd() throws Exception {
		ClientHttpResponse response = bounded(new EndlessStream());
		InputStream in = response.getBody();
		in.readNBytes(BoundedResponse.LIMIT);
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(in::read);
		response.close();
		assertThat(this.closed).containsExactly("body", "answer");
	}

	@Test
	void answerThatEndsIsLeftToTheClientToClose() throws Exception {
		ClientHttpResponse response = bounded(new EndlessStream());
		response.getBody().readNBytes(8);
		response.close();
		assertThat(this.closed).containsExactly("answer");
	}

	@Test
	void answerWhoseBodyCannotBeClosedIsClosedAllTheSame() throws Exception {
		ClientHttpResponse response = bounded(new EndlessStream() {

			@Override
			public void close() throws IOException {
				throw new IOException("closed by the peer");
			}

		});
		InputStream in = response.getBody();
		in.readNBytes(BoundedResponse.LIMIT);
		assertThatExceptionOfType(BoundedResponse.TooLongException.class).isThrownBy(in::read);
		response.close();
		assertThat(this.closed).containsExactly("answer");
	}

	@Test
	void restIsThatOfTheAnswer() throws Exception {
		ClientHttpResponse response = bounded(new ByteArrayInputStream(new byte[0]));
		assertThat(response.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(response.getStatusText()).isEqualTo("Bad Request");
		assertThat(response.getHeaders().getFirst("X-Kept")).isEqualTo("yes");
	}

	private ClientHttpResponse bounded(InputStream body) {
		MockClientHttpResponse answer = new MockClientHttpResponse(body, HttpStatus.BAD_REQUEST) {

			@Override
			public void close() {
				BoundedResponseTests.this.closed.add("answer");
			}

		};
		answer.getHeaders().set("X-Kept", "yes");
		return new BoundedResponse(answer, this.nanoTime::get);
	}

	private class EndlessStream extends InputStream {

		@Override
		public int read() {
			return ' ';
		}

		@Override
		public void close() throws IOException {
			BoundedResponseTests.this.closed.add("body");
		}

	}

}
