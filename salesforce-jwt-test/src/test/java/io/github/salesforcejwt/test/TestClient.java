package io.github.salesforcejwt.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.github.tomakehurst.wiremock.common.Json;

/**
 * A client of nothing but the JDK's classes.
 */
public final class TestClient {

	static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private TestClient() {
	}

	/** Log in as the org's own user and return the token. */
	public static String login(SalesforceOrg org) {
		HttpResponse<String> response = loginWith(org, (claims) -> {
		});
		if (response.statusCode() != 200) {
			throw new AssertionError(response.body());
		}
		return (String) json(response).get("access_token");
	}

	/** Log in with the claims of a correct assertion, after a change to them. */
	public static HttpResponse<String> loginWith(SalesforceOrg org, Consumer<Map<String, Object>> change) {
		return loginAt(org.url(), org, change);
	}

	/** Log in with a key that the org itself does not know, only its certificate. */
	static HttpResponse<String> loginWith(SalesforceOrg org, String privateKey) {
		Map<String, Object> claims = Map.of("iss", org.clientId(), "sub", org.username(), "aud", org.url(), "exp",
				Instant.now().plusSeconds(180).getEpochSecond());
		return token(org.url(),
				Map.of("grant_type", JWT_BEARER, "assertion", sign(Map.of("alg", "RS256"), claims, privateKey)));
	}

	static HttpResponse<String> loginAt(String url, SalesforceOrg org, Consumer<Map<String, Object>> change) {
		return token(url, Map.of("grant_type", JWT_BEARER, "assertion", assertion(org, change)));
	}

	static String assertion(SalesforceOrg org, Consumer<Map<String, Object>> change) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("iss", org.clientId());
		claims.put("sub", org.username());
		claims.put("aud", org.url());
		claims.put("exp", Instant.now().plusSeconds(180).getEpochSecond());
		change.accept(claims);
		return sign(Map.of("alg", "RS256"), claims, org.privateKey());
	}

	static String sign(Map<String, Object> header, Map<String, Object> claims, String pem) {
		try {
			byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
			PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
			String signed = encode(header) + "." + encode(claims);
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(key);
			signature.update(signed.getBytes(StandardCharsets.US_ASCII));
			return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String encode(Map<String, Object> json) {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
	}

	static HttpResponse<String> token(String url, Map<String, String> form, String... headers) {
		return post(url + "/services/oauth2/token", form, headers);
	}

	static HttpResponse<String> post(String url, Map<String, String> form, String... headers) {
		String body = form.entrySet()
			.stream()
			.map((entry) -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(body));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build());
	}

	public static HttpResponse<String> get(String url, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return send(request.build());
	}

	static CompletableFuture<HttpResponse<String>> getAsync(String url, String... headers) {
		return HTTP.sendAsync(HttpRequest.newBuilder(URI.create(url)).headers(headers).build(),
				HttpResponse.BodyHandlers.ofString());
	}

	/** Call an API of the org, one that every living token may call. */
	public static HttpResponse<String> call(SalesforceOrg org, String token) {
		return callAt(org.instanceUrl(), token);
	}

	static HttpResponse<String> callAt(String url, String token) {
		return get(url + "/services/data/v60.0/limits", "Authorization", "Bearer " + token);
	}

	public static HttpResponse<String> send(HttpRequest request) {
		try {
			return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** The claims of a token that is a JWT. */
	@SuppressWarnings("unchecked")
	static Map<String, Object> claims(String token) {
		return Json.read(new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8),
				Map.class);
	}

	/** Whether the first key of a key set has signed the token. */
	@SuppressWarnings("unchecked")
	static boolean verify(String token, String keySetUrl) throws GeneralSecurityException {
		Map<String, String> jwk = ((List<Map<String, String>>) json(get(keySetUrl)).get("keys")).get(0);
		Base64.Decoder base64 = Base64.getUrlDecoder();
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initVerify(KeyFactory.getInstance("RSA")
			.generatePublic(new RSAPublicKeySpec(new BigInteger(1, base64.decode(jwk.get("n"))),
					new BigInteger(1, base64.decode(jwk.get("e"))))));
		int end = token.lastIndexOf('.');
		signature.update(token.substring(0, end).getBytes(StandardCharsets.US_ASCII));
		return signature.verify(base64.decode(token.substring(end + 1)));
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> json(HttpResponse<String> response) {
		return Json.read(response.body(), Map.class);
	}

}
