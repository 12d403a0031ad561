package io.github.salesforcejwt.autoconfigure;

import java.io.Serial;
import java.nio.charset.Charset;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/**
 * Fails a call of a {@link WebClient} that is answered with a redirect.
 */
final class WebClientRedirectHandler implements Function<ClientResponse, Mono<? extends Throwable>> {

	private final String orgId;

	private WebClientRedirectHandler(String orgId) {
		this.orgId = orgId;
	}

	/**
	 * Add the handler behind those of the application: the first that matches wins.
	 */
	static void addTo(WebClient.Builder builder, String orgId) {
		builder.defaultStatusHandler(RedirectedCall::isRedirect, new WebClientRedirectHandler(orgId));
	}

	@Override
	public Mono<? extends Throwable> apply(ClientResponse response) {
		return response.createException().map((ex) -> new RedirectException(this.orgId, ex));
	}

	private static final class RedirectException extends WebClientResponseException {

		@Serial
		private static final long serialVersionUID = 1L;

		private final String message;

		@SuppressWarnings("NullAway") // an empty body decodes to null
		RedirectException(String orgId, WebClientResponseException answer) {
			super(answer.getStatusCode(), answer.getStatusText(), answer.getHeaders(),
					answer.getResponseBodyAsByteArray(), charset(answer.getHeaders()), answer.getRequest());
			setBodyDecodeFunction(
					(type) -> answer.getResponseBodyAs(ParameterizedTypeReference.forType(type.getType())));
			this.message = RedirectedCall.message(orgId, answer.getStatusCode(), answer.getHeaders());
		}

		private static @Nullable Charset charset(HttpHeaders headers) {
			MediaType contentType = headers.getContentType();
			return (contentType != null) ? contentType.getCharset() : null;
		}

		/**
		 * Return the message without a cause, which the super class appends to any status
		 * that is no error.
		 */
		@Override
		public String getMessage() {
			return this.message;
		}

	}

}
