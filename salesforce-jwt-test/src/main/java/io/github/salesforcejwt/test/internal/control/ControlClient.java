package io.github.salesforcejwt.test.internal.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import com.github.tomakehurst.wiremock.common.Json;
import org.jspecify.annotations.Nullable;

/**
 * Calls the control API of a stand-in that runs in another process.
 */
public final class ControlClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(TIMEOUT)
		.build();

	private final String url;

	/**
	 * Create a client.
	 * @param url the origin of any host of the stand-in
	 */
	public ControlClient(String url) {
		this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
	}

	/**
	 * Add an org.
	 * @param id its id
	 * @throws IllegalArgumentException if the id is taken
	 */
	public void addOrg(String id) {
		post("/orgs", new ControlViews.NewOrg(id, null, null, null, null, null));
	}

	/** Set a port aside for a further host. */
	public void setAside(int port, String origin) {
		post("/places", new ControlViews.Place(port, origin));
	}

	public void clearScenarios() {
		send(request("/clear-scenarios").POST(HttpRequest.BodyPublishers.noBody()));
	}

	private HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + ControlEndpoint.ROOT + path));
	}

	Object get(String path) {
		return send(request(path).GET());
	}

	void post(String path, Record body) {
		Map<?, ?> json = (Map<?, ?>) JsonValues.write(body);
		send(request(path).header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(Json.write(json))));
	}

	/** A name as a segment of a path. */
	static String segment(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
	}

	private static Object send(HttpRequest.Builder request) {
		HttpRequest built = request.timeout(TIMEOUT).build();
		try {
			HttpResponse<String> response = HTTP.send(built, HttpResponse.BodyHandlers.ofString());
			if (response.statusCode() == 400) {
				throw new IllegalArgumentException(message(response));
			}
			if (response.statusCode() >= 300) {
				throw new IllegalStateException(built.method() + " " + built.uri() + " was answered "
						+ response.statusCode() + ": " + message(response));
			}
			return response.body().isEmpty() ? Map.of() : Json.read(response.body(), Object.class);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No stand-in answers at " + built.uri(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while the stand-in was asked", ex);
		}
	}

	private static @Nullable String message(HttpResponse<String> response) {
		String body = response.body();
		return body.startsWith("{") ? String.valueOf(Json.read(body, Map.class).get("message")) : body;
	}

}
