package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Answers each request with a beginning, and then sends a little more every now and then
 * for ever, so that no read timeout of a client is reached.
 */
public final class TricklingServer implements AutoCloseable {

	private static final int MILLIS_BETWEEN = 20;

	private final ServerSocket socket;

	private final byte[] beginning;

	private final byte[] more;

	/**
	 * Start a server.
	 * @param beginning what it answers at once
	 * @param more what it sends again and again
	 */
	public TricklingServer(String beginning, String more) throws IOException {
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		this.beginning = beginning.getBytes(StandardCharsets.ISO_8859_1);
		this.more = more.getBytes(StandardCharsets.ISO_8859_1);
		start(this::accept);
	}

	public URI url() {
		return URI.create("http://localhost:" + this.socket.getLocalPort());
	}

	private void accept() {
		while (!this.socket.isClosed()) {
			try {
				Socket connection = this.socket.accept();
				start(() -> trickle(connection));
			}
			catch (IOException ex) {
				// closed
			}
		}
	}

	private void trickle(Socket connection) {
		try (connection;
				InputStream in = connection.getInputStream();
				OutputStream out = connection.getOutputStream()) {
			in.read(new byte[8192]);
			out.write(this.beginning);
			while (!this.socket.isClosed()) {
				out.write(this.more);
				out.flush();
				Thread.sleep(MILLIS_BETWEEN);
			}
		}
		catch (IOException | InterruptedException ex) {
			// the client has given up
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "trickling-server");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
