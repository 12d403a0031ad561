package io.github.salesforcejwt.test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Restarts while callers are there.
 */
class RestartIntegrationTests {

	private static final int CALLERS = 16;

	private static final int RESTARTS = 20;

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	private final URI versions = URI.create(this.server.url() + "/services/data/");

	private final Semaphore answered = new Semaphore(0);

	private final AtomicInteger forgotten = new AtomicInteger();

	@Test
	@Timeout(120)
	void eachCallDuringARestartIsAnsweredOrItsConnectionCloses() throws Exception {
		AtomicBoolean stopped = new AtomicBoolean();
		ExecutorService executor = Executors.newFixedThreadPool(CALLERS);
		try {
			List<Future<?>> callers = new ArrayList<>();
			for (int i = 0; i < CALLERS; i++) {
				callers.add(executor.submit(() -> {
					while (!stopped.get()) {
						call();
					}
				}));
			}
			for (int i = 0; i < RESTARTS; i++) {
				this.answered.drainPermits();
				this.answered.acquire(CALLERS * 4);
				this.server.restart(Duration.ofMillis(1));
			}
			stopped.set(true);
			for (Future<?> caller : callers) {
				caller.get();
			}
		}
		finally {
			stopped.set(true);
			executor.shutdownNow();
		}
		assertThat(this.forgotten).hasValue(0);
	}

	private void call() {
		try (Socket socket = new Socket()) {
			socket.setSoTimeout(10_000);
			socket.connect(new InetSocketAddress(this.versions.getHost(), this.versions.getPort()));
			socket.getOutputStream()
				.write(("GET " + this.versions.getPath() + " HTTP/1.1\r\nHost: " + this.versions.getAuthority()
						+ "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			if (socket.getInputStream().readAllBytes().length > 0) {
				this.answered.release();
			}
		}
		catch (SocketTimeoutException ex) {
			this.forgotten.incrementAndGet();
		}
		catch (IOException ex) {
			// a restart may be seen
		}
	}

}
