package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.Charset;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * Fails a call of a {@link RestClient} that is answered with a redirect.
 */
final class RestClientRedirectHandler implements RestClient.ResponseSpec.ErrorHandler {

	private static final int MAX_BODY_LENGTH = 64 * 1024;

	private final String orgId;

	private RestClientRedirectHandler(String orgId) {
		this.orgId = orgId;
	}

	/**
	 * Add the handler behind those of the application: the first that matches wins.
	 */
	static void addTo(RestClient.Builder builder, String orgId) {
		builder.defaultStatusHandler(RedirectedCall::isRedirect, new RestClientRedirectHandler(orgId));
	}

	@Override
	public void handle(HttpRequest request, ClientHttpResponse response) throws IOException {
		HttpStatusCode status = response.getStatusCode();
		HttpHeaders headers = response.getHeaders();
		MediaType contentType = headers.getContentType();
		throw new RedirectException(RedirectedCall.message(this.orgId, status, headers), status,
				response.getStatusText(), headers, response.getBody().readNBytes(MAX_BODY_LENGTH),
				(contentType != null) ? contentType.getCharset() : null);
	}

	private static final class RedirectException extends RestClientResponseException {

		@Serial
		private static final long serialVersionUID = 1L;

		RedirectException(String message, HttpStatusCode status, String statusText, HttpHeaders headers, byte[] body,
				@Nullable Charset charset) {
			super(message, status, statusText, headers, body, charset);
		}

	}

}
