package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.http.converter.OAuth2ErrorHttpMessageConverter;
import org.springframework.util.StreamUtils;
import org.springframework.web.client.ResponseErrorHandler;

/**
 * Reads what the token endpoint answers instead of a token. Spring Security's own handler
 * reads an OAuth error only of a 400, and ignores the status, {@code Retry-After} and a
 * body that is not JSON.
 */
final class TokenErrorHandler implements ResponseErrorHandler {

	/**
	 * All codes of OAuth 2.0 and of Salesforce look like this. A gateway may also put a
	 * reason such as {@code Forbidden} into a member of that name.
	 */
	private static final Pattern CODE = Pattern.compile("[A-Za-z]+(?:_[A-Za-z]+)+");

	private final OAuth2ErrorHttpMessageConverter errorConverter = new OAuth2ErrorHttpMessageConverter();

	@Override
	public boolean hasError(ClientHttpResponse response) throws IOException {
		return !response.getStatusCode().is2xxSuccessful();
	}

	@Override
	public void handleError(URI url, HttpMethod method, ClientHttpResponse response) throws IOException {
		byte[] body = body(response);
		OAuth2Error error = read(body, response.getHeaders());
		throw new TokenErrorException((error != null) ? error : new OAuth2Error("invalid_token_response"),
				response.getStatusCode().value(), (error != null) ? null : new String(body, StandardCharsets.UTF_8),
				response.getHeaders());
	}

	/**
	 * Read the body. If that fails, or does not end, the status says enough.
	 */
	private static byte[] body(ClientHttpResponse response) {
		try {
			return StreamUtils.copyToByteArray(response.getBody());
		}
		catch (IOException ex) {
			return new byte[0];
		}
	}

	private @Nullable OAuth2Error read(byte[] body, HttpHeaders headers) {
		try {
			OAuth2Error error = this.errorConverter.read(OAuth2Error.class, new HttpInputMessage() {

				@Override
				public ByteArrayInputStream getBody() {
					return new ByteArrayInputStream(body);
				}

				@Override
				public HttpHeaders getHeaders() {
					return headers;
				}

			});
			return (error.getErrorCode() != null && CODE.matcher(error.getErrorCode()).matches()) ? error : null;
		}
		catch (IOException | HttpMessageNotReadableException ex) {
			return null;
		}
	}

}
