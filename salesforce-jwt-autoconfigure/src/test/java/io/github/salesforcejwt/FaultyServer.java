package io.github.salesforcejwt;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Server on loopback that speaks HTTP/1.1 by hand, so that it can break any of its rules.
 * It answers logins with the token of the test, and calls with what the test has in store
 * or 200.
 */
public final class FaultyServer implements AutoCloseable {

	private final ServerSocket socket;

	private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

	private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

	private final Queue<Fault> earlyFaults = new ConcurrentLinkedQueue<>();

	private final Queue<Fault> loginFaults = new ConcurrentLinkedQueue<>();

	private final List<String> calls = new CopyOnWriteArrayList<>();

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final AtomicInteger logins = new AtomicInteger();

	private volatile String token = "token-%d";

	private volatile Function<String, Fault> callAnswers;

	private volatile IntFunction<Fault> loginAnswers = (number) -> null;

	public FaultyServer() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.socket.getLocalPort());
	}

	/**
	 * Return the calls that came, each as method, path and token.
	 */
	public List<String> calls() {
		return this.calls;
	}

	/**
	 * Return the headers of each call, and the line above them.
	 */
	public List<String> heads() {
		return this.heads;
	}

	public int logins() {
		return this.logins.get();
	}

	/**
	 * Set the token of the next logins.
	 * @param token a text, in which {@code %d} is the number of the login
	 */
	public void issue(String token) {
		this.token = token;
	}

	/**
	 * Answer all calls in another way, and keep no list of them.
	 * @param answers returns the answer to a call: its method, path and token
	 */
	public FaultyServer answerCalls(Function<String, Fault> answers) {
		this.callAnswers = answers;
		return this;
	}

	/**
	 * Answer all logins in another way.
	 * @param answers returns the answer to a login by its number, or {@code null} for a
	 * token
	 */
	public FaultyServer answerLogins(IntFunction<Fault> answers) {
		this.loginAnswers = answers;
		return this;
	}

	/**
	 * Answer the next call in another way.
	 */
	public FaultyServer next(Fault fault) {
		this.faults.add(fault);
		return this;
	}

	/**
	 * Answer the next call in another way, before its body has come.
	 */
	public FaultyServer nextBeforeBody(Fault fault) {
		this.earlyFaults.add(fault);
		return this;
	}

	/**
	 * Answer the next login in another way.
	 */
	public FaultyServer nextLogin(Fault fault) {
		this.loginFaults.add(fault);
		return this;
	}

	/**
	 * Send some text, and close the connection.
	 */
	public static Fault cut(String text) {
		return (socket, out) -> {
			write(out, text);
			socket.close();
		};
	}

	/**
	 * Send some text, and nothing more.
	 */
	public static Fault stall(String text) {
		return (socket, out) -> {
			write(out, text);
			socket.getInputStream().read();
		};
	}

	/**
	 * Answer a request, with what the server answers otherwise after that.
	 */
	public static Fault answer(String status, String body, String... headers) {
		StringBuilder text = new StringBuilder("HTTP/1.1 ").append(status).append("\r\n");
		for (String header : headers) {
			text.append(header).append("\r\n");
		}
		text.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n\r\n");
		return (socket, out) -> write(out, text + body);
	}

	private static void write(OutputStream out, String text) throws IOException {
		out.write(text.getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private void accept() throws IOException {
		while (true) {
			Socket connection = this.socket.accept();
			this.connections.add(connection);
			start(() -> serve(connection));
		}
	}

	private void serve(Socket connection) throws IOException {
		try (connection) {
			InputStream in = new BufferedInputStream(connection.getInputStream());
			for (String head = head(in); !head.isEmpty() && !connection.isClosed(); head = head(in)) {
				String[] lines = head.split("\r\n");
				String[] request = lines[0].split(" ");
				Fault fault;
				if (request[1].equals("/services/oauth2/token")) {
					int number = this.logins.incrementAndGet();
					fault = this.loginFaults.poll();
					fault = (fault != null) ? fault : this.loginAnswers.apply(number);
					fault = (fault != null) ? fault
							: answer("200 OK",
									"{\"access_token\":\"%s\",\"instance_url\":\"%s\",\"token_type\":\"Bearer\"}"
										.formatted(this.token.formatted(number), url()),
									"Content-Type: application/json");
				}
				else if (this.callAnswers != null) {
					fault = this.callAnswers
						.apply(request[0] + " " + request[1] + " " + header(lines, "authorization"));
				}
				else {
					this.calls.add(request[0] + " " + request[1] + " " + header(lines, "authorization"));
					this.heads.add(head);
					Fault early = this.earlyFaults.poll();
					if (early != null) {
						early.strike(connection, connection.getOutputStream());
						return;
					}
					fault = this.faults.poll();
					fault = (fault != null) ? fault : answer("200 OK", "done", "Content-Type: text/plain");
				}
				readBody(in, lines);
				fault.strike(connection, connection.getOutputStream());
			}
		}
	}

	private static void readBody(InputStream in, String[] lines) throws IOException {
		String length = header(lines, "content-length");
		if (!length.isEmpty()) {
			in.skipNBytes(Long.parseLong(length));
		}
		else if (header(lines, "transfer-encoding").equals("chunked")) {
			for (int size = chunk(in); size > 0; size = chunk(in)) {
				in.skipNBytes(size + 2);
			}
			in.skipNBytes(2);
		}
	}

	private static int chunk(InputStream in) throws IOException {
		return Integer.parseInt(until(in, "\r\n").trim(), 16);
	}

	private static String head(InputStream in) throws IOException {
		return until(in, "\r\n\r\n");
	}

	private static String until(InputStream in, String end) throws IOException {
		ByteArrayOutputStream text = new ByteArrayOutputStream();
		for (int next = in.read(); next != -1; next = in.read()) {
			text.write(next);
			if (next == '\n' && text.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
				return text.toString(StandardCharsets.ISO_8859_1);
			}
		}
		return "";
	}

	private static String header(String[] lines, String name) {
		for (String line : lines) {
			if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
				return line.substring(name.length() + 1).trim();
			}
		}
		return "";
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException | RuntimeException ex) {
				// the other side, or the test, has seen enough
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() {
		try {
			this.socket.close();
			for (Socket connection : this.connections) {
				connection.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What happens instead of an answer, or the answer.
	 */
	@FunctionalInterface
	public interface Fault {

		void strike(Socket socket, OutputStream out) throws IOException;

	}

	@FunctionalInterface
	private interface Task {

		void run() throws IOException;

	}

}
