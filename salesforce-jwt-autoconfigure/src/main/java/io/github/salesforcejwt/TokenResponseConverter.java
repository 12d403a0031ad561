package io.github.salesforcejwt;

import java.util.HashMap;
import java.util.Map;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;

/**
 * Reads a token answer and keeps its headers, which Spring Security drops.
 */
final class TokenResponseConverter extends OAuth2AccessTokenResponseHttpMessageConverter {

	private static final String HEADERS = HttpHeaders.class.getName();

	@Override
	protected OAuth2AccessTokenResponse readInternal(Class<? extends OAuth2AccessTokenResponse> type,
			HttpInputMessage message) {
		OAuth2AccessTokenResponse response = super.readInternal(type, message);
		Map<String, Object> parameters = new HashMap<>(response.getAdditionalParameters());
		parameters.put(HEADERS, message.getHeaders());
		return OAuth2AccessTokenResponse.withResponse(response).additionalParameters(parameters).build();
	}

	/**
	 * Return the headers of an answer that was read by this converter.
	 */
	static HttpHeaders headers(OAuth2AccessTokenResponse response) {
		return (response.getAdditionalParameters().get(HEADERS) instanceof HttpHeaders headers) ? headers
				: HttpHeaders.EMPTY;
	}

}
