package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.CRC32C;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Server on loopback that answers what a test has in store, and 200 after that. It keeps
 * what arrived: of a body its length and checksum, and its text where it is short.
 */
public final class ScriptedServer implements AutoCloseable {

	public static final String SESSION_EXPIRED = "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]";

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Queue<Handler> handlers = new ConcurrentLinkedQueue<>();

	private final Queue<String> refusedEarly = new ConcurrentLinkedQueue<>();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	public ScriptedServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/", this::handle);
		this.server.start();
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	public List<Received> received() {
		return this.received;
	}

	public ScriptedServer answer(int status, String body, String... headers) {
		return handle((exchange) -> respond(exchange, status, body, headers));
	}

	/**
	 * Close the next connection instead of an answer.
	 */
	ScriptedServer drop() {
		return handle(HttpExchange::close);
	}

	public ScriptedServer handle(Handler handler) {
		this.handlers.add(handler);
		return this;
	}

	/**
	 * Answer the next request to a path with a dead session, and read its body only then.
	 */
	public void refuseEarly(String path) {
		this.refusedEarly.add(path);
	}

	private void handle(HttpExchange exchange) throws IOException {
		if (this.refusedEarly.remove(exchange.getRequestURI().getPath())) {
			byte[] answer = SESSION_EXPIRED.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("WWW-Authenticate", "Token");
			exchange.sendResponseHeaders(401, answer.length);
			exchange.getResponseBody().write(answer);
			exchange.getResponseBody().flush();
			exchange.getRequestBody().readAllBytes();
			exchange.close();
			return;
		}
		Received received = read(exchange);
		this.received.add(received);
		Handler handler = this.handlers.poll();
		if (handler != null) {
			handler.handle(exchange);
		}
		else {
			respond(exchange, 200, "done", "Content-Type", "text/plain");
		}
	}

	private static Received read(HttpExchange exchange) throws IOException {
		CRC32C checksum = new CRC32C();
		StringBuilder text = new StringBuilder();
		byte[] buffer = new byte[64 * 1024];
		long length = 0;
		InputStream body = exchange.getRequestBody();
		for (int read = body.read(buffer); read != -1; read = body.read(buffer)) {
			checksum.update(buffer, 0, read);
			length += read;
			if (length < 1000) {
				text.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
			}
		}
		return new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
				exchange.getRequestHeaders(), length, checksum.getValue(), text.toString());
	}

	static void respond(HttpExchange exchange, int status, String body, String... headers) throws IOException {
		for (int i = 0; i < headers.length; i += 2) {
			exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
		}
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		boolean empty = bytes.length == 0 || exchange.getRequestMethod().equals("HEAD");
		exchange.sendResponseHeaders(status, empty ? -1 : bytes.length);
		if (!empty) {
			exchange.getResponseBody().write(bytes);
		}
		exchange.close();
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.executor.shutdownNow();
	}

	/**
	 * A request as it arrived.
	 */
	public record Received(String method, String uri, Headers headers, long length, long checksum, String text) {

		String token() {
			return String.valueOf(this.headers.get("Authorization"));
		}

	}

	@FunctionalInterface
	public interface Handler {

		void handle(HttpExchange exchange) throws IOException;

	}

}
