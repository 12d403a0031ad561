package io.github.salesforcejwt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

import org.junit.jupiter.api.Test;

import org.springframework.http.StreamingHttpOutputMessage.Body;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CountedBody}.
 */
class CountedBodyTests {

	@Test
	void everyByteIsWrittenAndCounted() throws Exception {
		CountedBody body = new CountedBody((output) -> {
			output.write('a');
			output.write("xbcx".getBytes(), 1, 2);
			output.write("de".getBytes());
		});
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		body.writeTo(output);
		assertThat(output).hasToString("abcde");
		assertThat(body.written()).isEqualTo(5);
	}

	@Test
	void bodyIsAsRepeatableAsTheOneItCounts() {
		assertThat(new CountedBody((output) -> {
		}).repeatable()).isFalse();
		assertThat(new CountedBody(new Body() {

			@Override
			public void writeTo(OutputStream outputStream) throws IOException {
				outputStream.write('a');
			}

			@Override
			public boolean repeatable() {
				return true;
			}

		}).repeatable()).isTrue();
	}

}
