package io.github.salesforcejwt;

import java.util.HashMap;
import java.util.Map;

import org.springframework.http.HttpInputMessage;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;

/**
 * Keeps the {@code Date} header of a token answer beside its parameters: the one look at
 * Salesforce's clock that a client gets.
 */
final class TokenResponseConverter extends OAuth2AccessTokenResponseHttpMessageConverter {

	static final String DATE = TokenResponseConverter.class.getName() + ".DATE";

	@Override
	protected OAuth2AccessTokenResponse readInternal(Class<? extends OAuth2AccessTokenResponse> type,
			HttpInputMessage message) {
		OAuth2AccessTokenResponse response = super.readInternal(type, message);
		Map<String, Object> parameters = new HashMap<>(response.getAdditionalParameters());
		parameters.put(DATE, message.getHeaders().getFirstDate("Date"));
		return OAuth2AccessTokenResponse.withResponse(response).additionalParameters(parameters).build();
	}

}
