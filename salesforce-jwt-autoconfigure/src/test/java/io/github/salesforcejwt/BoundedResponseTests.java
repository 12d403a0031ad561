package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;

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
			.withMessage("The answer of the token endpoint is longer than 65536 bytes");
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
	void answerOfALoginThatWasGivenUpIsReadNoFurtherAndAborted() throws Exception {
		ClientHttpResponse response = bounded(new EndlessStream());
		InputStream in = response.getBody();
		assertThat(in.read()).isEqualTo(' ');
		Thread.currentThread().interrupt();
		try {
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(in::read);
			assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> in.read(new byte[8]));
		}
		finally {
			assertThat(Thread.interrupted()).isTrue();
		}
		response.close();
		assertThat(this.closed).containsExactly("body", "answer");
	}

	@Test
	void answerThatBreaksOffIsAborted() throws Exception {
		ClientHttpResponse response = bounded(new EndlessStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("reset by the peer");
			}

		});
		InputStream in = response.getBody();
		assertThatExceptionOfType(IOException.class).isThrownBy(in::read).withMessage("reset by the peer");
		response.close();
		assertThat(this.closed).containsExactly("body", "answer");
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
		return new BoundedResponse(answer);
	}

	private class EndlessStream extends InputStream {

		@Override
		public int read() throws IOException {
			return ' ';
		}

		@Override
		public void close() throws IOException {
			BoundedResponseTests.this.closed.add("body");
		}

	}

}
