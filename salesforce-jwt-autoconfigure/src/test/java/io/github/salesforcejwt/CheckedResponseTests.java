package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;
import reactor.core.Exceptions;

import org.springframework.http.HttpStatus;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link CheckedResponse}.
 */
class CheckedResponseTests {

	@Test
	void bodyOfReactorFailsWithTheIoExceptionInIts() throws Exception {
		ClientHttpResponse reactor = (ClientHttpResponse) mock(
				Class.forName("org.springframework.http.client.ReactorClientHttpResponse"));
		given(reactor.getBody()).willReturn(new InputStream() {

			@Override
			public int read() {
				throw Exceptions.propagate(new IOException("reset"));
			}

		});
		InputStream body = CheckedResponse.of(reactor).getBody();
		assertThatIOException().isThrownBy(body::read).withMessage("reset");
		assertThatIOException().isThrownBy(body::readAllBytes).withMessage("reset");
	}

	@Test
	void answerOfAnotherLibraryIsLeftAsItIs() {
		ClientHttpResponse response = new MockClientHttpResponse(new byte[0], HttpStatus.OK);
		assertThat(CheckedResponse.of(response)).isSameAs(response);
	}

}
