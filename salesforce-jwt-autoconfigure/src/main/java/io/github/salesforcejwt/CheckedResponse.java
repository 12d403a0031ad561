package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;

import org.springframework.http.client.ClientHttpResponse;

/**
 * Answer whose body fails with I/O exceptions only, so that a {@code RestClient} makes
 * the same of a broken connection with each HTTP library.
 */
final class CheckedResponse extends ResponseDecorator {

	private static final String REACTOR = "org.springframework.http.client.ReactorClientHttpResponse";

	private CheckedResponse(ClientHttpResponse delegate) {
		super(delegate);
	}

	static ClientHttpResponse of(ClientHttpResponse response) {
		return response.getClass().getName().equals(REACTOR) ? new CheckedResponse(response) : response;
	}

	@Override
	public InputStream getBody() throws IOException {
		return new CheckedInputStream(super.getBody());
	}

}
