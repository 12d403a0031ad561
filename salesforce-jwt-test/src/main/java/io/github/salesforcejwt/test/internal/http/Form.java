package io.github.salesforcejwt.test.internal.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.salesforcejwt.test.internal.data.ApiRequest;

/**
 * Form-encoded parameters, of a body or of a query.
 */
public final class Form {

	private Form() {
	}

	public static Map<String, String> of(ApiRequest request) {
		Map<String, String> form = parse(new String(request.body(), StandardCharsets.UTF_8));
		return form.isEmpty() ? request.query() : form;
	}

	public static Map<String, String> parse(String encoded) {
		Map<String, String> parameters = new LinkedHashMap<>();
		for (String pair : encoded.split("&")) {
			if (!pair.isEmpty()) {
				int equals = pair.indexOf('=');
				String name = (equals < 0) ? pair : pair.substring(0, equals);
				String value = (equals < 0) ? "" : pair.substring(equals + 1);
				parameters.putIfAbsent(decode(name), decode(value));
			}
		}
		return parameters;
	}

	public static String encode(Map<String, String> parameters) {
		return parameters.entrySet()
			.stream()
			.map((entry) -> URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8) + "="
					+ URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
	}

	/** The client's id and secret, from the form or from Basic authentication. */
	public static Map<String, String> withBasicCredentials(ApiRequest request) {
		Map<String, String> form = new LinkedHashMap<>(of(request));
		String authorization = request.headers().getOrDefault("authorization", "");
		if (authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
			try {
				String pair = new String(Base64.getDecoder().decode(authorization.substring(6).trim()),
						StandardCharsets.UTF_8);
				int colon = pair.indexOf(':');
				if (colon >= 0) {
					form.putIfAbsent("client_id", decode(pair.substring(0, colon)));
					form.putIfAbsent("client_secret", decode(pair.substring(colon + 1)));
				}
			}
			catch (IllegalArgumentException ex) {
				// credentials that cannot be read count as none
			}
		}
		return form;
	}

	private static String decode(String value) {
		try {
			return URLDecoder.decode(value, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return value;
		}
	}

}
