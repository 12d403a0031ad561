package io.github.salesforcejwt.autoconfigure.shared;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.github.salesforcejwt.TestKey;
import org.jspecify.annotations.Nullable;

/**
 * Counts logins by replica, holds them back on request, knows certificates, and ends
 * sessions.
 */
final class ReplicaServer implements AutoCloseable {

	private final HttpServer server;

	private final ExecutorService executor = Executors.newCachedThreadPool();

	private final Set<String> live = ConcurrentHashMap.newKeySet();

	/** The replicas that have logged in, in this order. */
	final List<String> logins = new CopyOnWriteArrayList<>();

	private volatile Set<TestKey> certificates = Set.of(TestKey.values());

	private final AtomicInteger tokens = new AtomicInteger();

	private volatile @Nullable CountDownLatch gate;

	ReplicaServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.setExecutor(this.executor);
		this.server.createContext("/services/oauth2/token", this::logIn);
		this.server.createContext("/services/data", this::call);
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	void endAllSessions() {
		this.live.clear();
	}

	/**
	 * Accept only assertions that one of these keys has signed.
	 */
	void certificates(TestKey... keys) {
		this.certificates = Set.of(keys);
	}

	/**
	 * Answer no login until {@link #open()}.
	 */
	void shut() {
		this.gate = new CountDownLatch(1);
	}

	void open() {
		CountDownLatch gate = this.gate;
		this.gate = null;
		if (gate != null) {
			gate.countDown();
		}
	}

	private void logIn(HttpExchange exchange) throws IOException {
		String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		String token = "token-" + this.tokens.incrementAndGet();
		this.logins.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Replica")));
		CountDownLatch gate = this.gate;
		if (gate != null) {
			try {
				gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
		if (this.certificates.stream().noneMatch((key) -> isSignedBy(key, form))) {
			answer(exchange, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"invalid assertion\"}");
			return;
		}
		this.live.add(token);
		answer(exchange, 200,
				"{\"access_token\":\"%s\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}".formatted(token, url()));
	}

	private static boolean isSignedBy(TestKey key, String form) {
		String assertion = form.replaceAll("(^|.*&)assertion=([^&]*).*", "$2");
		try {
			return SignedJWT.parse(assertion).verify(new RSASSAVerifier(key.publicKey()));
		}
		catch (ParseException | JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void call(HttpExchange exchange) throws IOException {
		String authorization = exchange.getRequestHeaders().getFirst("Authorization");
		if (authorization != null && this.live.contains(authorization.replace("Bearer ", ""))) {
			answer(exchange, 200, "{}");
		}
		else {
			answer(exchange, 401,
					"[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]");
		}
	}

	private static void answer(HttpExchange exchange, int status, String body) throws IOException {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
		exchange.close();
	}

	@Override
	public void close() {
		open();
		this.server.stop(0);
		this.executor.shutdownNow();
	}

}
