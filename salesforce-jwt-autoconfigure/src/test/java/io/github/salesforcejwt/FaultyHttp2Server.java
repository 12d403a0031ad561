package io.github.salesforcejwt;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server on loopback that speaks just enough HTTP/2 to refuse requests before it
 * processes them.
 */
public final class FaultyHttp2Server implements AutoCloseable {

	private static final int HEADERS = 1;

	private static final int RST_STREAM = 3;

	private static final int SETTINGS = 4;

	private static final int PING = 6;

	private static final int GOAWAY = 7;

	private static final int ACK = 1;

	private static final int END_STREAM_AND_HEADERS = 5;

	/** {@code :status 200} in HPACK. */
	private static final byte[] OK = { (byte) 0x88 };

	private final ServerSocket socket;

	private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();

	private final AtomicInteger requests = new AtomicInteger();

	public FaultyHttp2Server() {
		try {
			this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(() -> {
			while (true) {
				Socket connection = this.socket.accept();
				start(() -> serve(connection));
			}
		});
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.socket.getLocalPort());
	}

	public int requests() {
		return this.requests.get();
	}

	public FaultyHttp2Server next(Refusal refusal) {
		this.refusals.add(refusal);
		return this;
	}

	private void serve(Socket connection) throws IOException {
		try (connection) {
			DataInputStream in = new DataInputStream(connection.getInputStream());
			DataOutputStream out = new DataOutputStream(connection.getOutputStream());
			in.skipNBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length());
			write(out, SETTINGS, 0, 0, new byte[0]);
			while (true) {
				int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
				int type = in.readUnsignedByte();
				int flags = in.readUnsignedByte();
				int stream = in.readInt();
				byte[] payload = in.readNBytes(length);
				if ((type == SETTINGS || type == PING) && flags != ACK) {
					write(out, type, ACK, 0, (type == PING) ? payload : new byte[0]);
				}
				if (type == HEADERS) {
					this.requests.incrementAndGet();
					Refusal refusal = this.refusals.poll();
					if (refusal == null) {
						write(out, HEADERS, END_STREAM_AND_HEADERS, stream, OK);
					}
					else {
						write(out, refusal.type, 0, (refusal.type == RST_STREAM) ? stream : 0, refusal.payload);
					}
				}
			}
		}
	}

	private static void write(DataOutputStream out, int type, int flags, int stream, byte[] payload)
			throws IOException {
		out.writeByte(0);
		out.writeShort(payload.length);
		out.writeByte(type);
		out.writeByte(flags);
		out.writeInt(stream);
		out.write(payload);
		out.flush();
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// the other side, or the test, has seen enough
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

	/**
	 * How a request is refused.
	 */
	public enum Refusal {

		/** The stream is reset, and was not processed. */
		REFUSED_STREAM(RST_STREAM, 7),

		/** The stream is reset, and may have been processed. */
		CANCEL(RST_STREAM, 8),

		/** The connection ends, and its last stream that is processed is none. */
		GOAWAY_BELOW(GOAWAY, 0, 0);

		private final int type;

		private final byte[] payload;

		Refusal(int type, int... words) {
			this.type = type;
			this.payload = new byte[4 * words.length];
			for (int i = 0; i < words.length; i++) {
				this.payload[4 * i + 3] = (byte) words[i];
			}
		}

	}

	@FunctionalInterface
	private interface Task {

		void run() throws IOException;

	}

}
