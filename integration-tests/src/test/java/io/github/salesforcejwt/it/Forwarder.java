package io.github.salesforcejwt.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

/**
 * Stands between an application and the stand-in Salesforce, as a proxy or as a server of
 * its own. Keeps the path of each request.
 */
class Forwarder implements AutoCloseable {

	private final HttpServer server;

	private final URI target;

	private final HttpClient client = HttpClient.newHttpClient();

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final List<String> paths = new CopyOnWriteArrayList<>();

	private Forwarder(HttpServer server, String target) {
		this.server = server;
		this.target = URI.create(target);
		server.createContext("/", this::forward);
		server.setExecutor(this.executor);
		server.start();
	}

	static Forwarder http(String target) {
		try {
			return new Forwarder(HttpServer.create(anyPort(), 0), target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static Forwarder https(String target, SSLContext context) {
		try {
			HttpsServer server = HttpsServer.create(anyPort(), 0);
			server.setHttpsConfigurator(new HttpsConfigurator(context));
			return new Forwarder(server, target);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static InetSocketAddress anyPort() {
		return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
	}

	InetSocketAddress address() {
		return this.server.getAddress();
	}

	String url() {
		return ((this.server instanceof HttpsServer) ? "https" : "http") + "://localhost:" + address().getPort();
	}

	List<String> paths() {
		return this.paths;
	}

	private void forward(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.paths.add(exchange.getRequestURI().getPath());
			URI uri = this.target.resolve(exchange.getRequestURI().getRawPath());
			HttpRequest.Builder request = HttpRequest.newBuilder(uri)
				.method(exchange.getRequestMethod(),
						BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
			Stream.of("Authorization", "Content-Type", "Accept")
				.filter(exchange.getRequestHeaders()::containsKey)
				.forEach((name) -> request.header(name, exchange.getRequestHeaders().getFirst(name)));
			HttpResponse<InputStream> response = this.client.send(request.build(), BodyHandlers.ofInputStream());
			response.headers()
				.firstValue("Content-Type")
				.ifPresent((type) -> exchange.getResponseHeaders().set("Content-Type", type));
			byte[] body = response.body().readAllBytes();
			exchange.sendResponseHeaders(response.statusCode(), (body.length > 0) ? body.length : -1);
			exchange.getResponseBody().write(body);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
