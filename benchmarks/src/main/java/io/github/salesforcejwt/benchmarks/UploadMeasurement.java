package io.github.salesforcejwt.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.salesforcejwt.test.SalesforceServer;

import org.springframework.util.FileSystemUtils;

/**
 * An upload that is larger than what the heap could hold beside all else.
 */
final class UploadMeasurement implements Measurement {

	private static final String PATH = "/services/data/v62.0/upload";

	private static final String HEAP = "-Xmx256m";

	private static final int RUNS = 7;

	@Override
	public String name() {
		return "upload";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		int megabytes = quick ? 20 : 150;
		Report.Table table = new Report.Table("", "seconds", "most heap, MB", "bytes received");
		Path directory = Files.createTempDirectory("benchmarks");
		Path file = directory.resolve("upload.bin");
		try (OutputStream out = Files.newOutputStream(file)) {
			byte[] block = new byte[1_000_000];
			for (int i = 0; i < megabytes; i++) {
				out.write(block);
			}
		}
		try (SalesforceServer salesforce = SalesforceServer.start(); Receiver receiver = new Receiver(salesforce)) {
			for (String client : new String[] { "rest", "web" }) {
				String name = client.equals("rest") ? "`RestClient`" : "`WebClient`";
				Sender bare = new Sender("bare-" + client, receiver.url() + PATH);
				Sender starter = new Sender(client, PATH);
				row(table, name + ", bare", quick, () -> send(receiver, 0, directory, bare, file));
				row(table, name + ", salesforce-jwt", quick, () -> send(receiver, 0, directory, starter, file));
				row(table, name + ", salesforce-jwt, session dead at first", quick,
						() -> send(receiver, 1, directory, starter, file));
			}
		}
		FileSystemUtils.deleteRecursively(directory);
		report.heading(2, "Upload")
			.paragraph("""
					A file of %d MB to the JDK's server on the loopback interface, by a JVM with `%s`; medians of %d \
					JVMs. Each has made one small call before, so that it is connected and logged in. If the session \
					is dead, the file is sent, answered with 401, and sent again after a login.""", megabytes, HEAP,
					quick ? 1 : RUNS)
			.table(table);
	}

	private static void row(Report.Table table, String name, boolean quick, Callable<double[]> upload)
			throws Exception {
		List<double[]> results = new ArrayList<>();
		for (int i = 0; i < (quick ? 1 : RUNS); i++) {
			results.add(upload.call());
		}
		table.row(name, median(results, 0), Math.round(median(results, 1)), Math.round(median(results, 2)));
	}

	private static double median(List<double[]> results, int column) {
		return results.stream().mapToDouble((result) -> result[column]).sorted().toArray()[results.size() / 2];
	}

	private static double[] send(Receiver receiver, int refusals, Path directory, Sender sender, Path file)
			throws Exception {
		receiver.expect(refusals);
		List<String> lines = new ArrayList<>();
		receiver.properties().forEach((key, value) -> lines.add(key + "=" + value.replace("\n", "\\n")));
		Path configuration = Files.write(directory.resolve("application.properties"), lines);
		double[] result = ChildProcess.run(List.of(HEAP, "-cp", System.getProperty("java.class.path")), Upload.class,
				sender.client(), file.toString(), sender.uri(), "--spring.config.location=" + configuration.toUri());
		return new double[] { result[0], result[1], receiver.received() };
	}

	private record Sender(String client, String uri) {
	}

	/**
	 * The server that takes the file: the stand-in holds each body in memory.
	 */
	private static final class Receiver implements AutoCloseable {

		private final HttpServer server;

		private final SalesforceServer salesforce;

		private final AtomicInteger refusals = new AtomicInteger();

		private final AtomicLong received = new AtomicLong();

		Receiver(SalesforceServer salesforce) throws IOException {
			this.salesforce = salesforce;
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			this.server.setExecutor(Executors.newCachedThreadPool());
			this.server.createContext("/", this::receive);
			this.server.start();
		}

		private void receive(HttpExchange exchange) throws IOException {
			byte[] buffer = new byte[64 * 1024];
			for (int read = 0; read != -1; read = exchange.getRequestBody().read(buffer)) {
				this.received.addAndGet(read);
			}
			byte[] answer = new byte[0];
			int status = 201;
			if ("POST".equals(exchange.getRequestMethod()) && this.refusals.getAndDecrement() > 0) {
				this.salesforce.org().endAllSessions();
				status = 401;
				answer = "[{\"message\":\"Session expired or invalid\",\"errorCode\":\"INVALID_SESSION_ID\"}]"
					.getBytes(StandardCharsets.UTF_8);
			}
			exchange.sendResponseHeaders(status, (answer.length > 0) ? answer.length : -1);
			exchange.getResponseBody().write(answer);
			exchange.close();
		}

		void expect(int refusals) {
			this.refusals.set(refusals);
			this.received.set(0);
		}

		long received() {
			return this.received.get();
		}

		String url() {
			return "http://localhost:" + this.server.getAddress().getPort();
		}

		Map<String, String> properties() {
			Map<String, String> properties = this.salesforce.org().properties("salesforce.jwt");
			properties.put("salesforce.jwt.instance-url", url());
			properties.put("spring.http.clients.imperative.factory", "jdk");
			properties.put("spring.http.clients.reactive.connector", "jdk");
			properties.put("logging.config", "classpath:quiet.xml");
			return properties;
		}

		@Override
		public void close() {
			this.server.stop(0);
		}

	}

}
