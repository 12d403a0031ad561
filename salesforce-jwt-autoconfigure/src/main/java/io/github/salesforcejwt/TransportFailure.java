package io.github.salesforcejwt;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import org.springframework.http.client.ClientHttpRequest;

/**
 * What it means when no answer came, or not the whole of it. By the kind of exception,
 * never by its text: each HTTP library has kinds of its own, and not all of them are I/O
 * exceptions.
 */
final class TransportFailure {

	/** By name, since a library may be missing. */
	private static final List<String> LIBRARIES = List.of("io.netty.", "reactor.netty.", "org.eclipse.jetty.",
			"org.apache.hc.");

	/** What a {@code WebClient} makes of any failure of its connector. */
	private static final String REQUEST_FAILED = "org.springframework.web.reactive.function.client.WebClientRequestException";

	private static final String REACTOR_REQUEST = "org.springframework.http.client.ReactorClientHttpRequest";

	private static final String REQUEST_NOT_EXECUTED = "org.apache.hc.core5.http.RequestNotExecutedException";

	private static final String STREAM_RESET = "org.apache.hc.core5.http2.H2StreamResetException";

	/** Error code of RFC 9113, section 7. */
	private static final int REFUSED_STREAM = 7;

	private TransportFailure() {
	}

	/**
	 * Whether another attempt may succeed.
	 */
	static boolean isTransient(Throwable ex) {
		return find(ex) != null && !isPermanent(ex);
	}

	/**
	 * Find the exception that speaks of the connection: an I/O exception if there is one.
	 * Jackson's, which are I/O exceptions up to version 2, speak of an answer that came.
	 */
	static @Nullable Throwable find(Throwable ex) {
		Throwable found = null;
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			String name = cause.getClass().getName();
			if (cause instanceof IOException && !name.contains(".jackson.")) {
				return cause;
			}
			if (found == null && (cause instanceof TimeoutException || name.equals(REQUEST_FAILED)
					|| LIBRARIES.stream().anyMatch(name::startsWith))) {
				found = cause;
			}
		}
		return found;
	}

	/**
	 * Whether it is certain that nothing of a request was processed: the server refused
	 * its HTTP/2 stream, or ended the connection below it. Only Apache's client reports
	 * it by types and codes.
	 */
	static boolean isUnprocessed(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			String name = cause.getClass().getName();
			if (name.equals(REQUEST_NOT_EXECUTED) || (name.equals(STREAM_RESET) && code(cause) == REFUSED_STREAM)) {
				return true;
			}
		}
		return false;
	}

	private static int code(Throwable reset) {
		try {
			return (int) reset.getClass().getMethod("getCode").invoke(reset);
		}
		catch (ReflectiveOperationException ex) {
			return -1;
		}
	}

	/**
	 * Whether the other side is not who it should be. A handshake may also be cut off,
	 * which says nothing.
	 */
	private static boolean isPermanent(Throwable ex) {
		boolean handshake = false;
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof SSLPeerUnverifiedException) {
				return true;
			}
			if (handshake && (cause instanceof EOFException || cause instanceof SocketException)) {
				return false;
			}
			handshake |= cause instanceof SSLHandshakeException;
		}
		return handshake;
	}

	/**
	 * Return an I/O exception, as a reader of a body expects it.
	 */
	static IOException toIOException(RuntimeException ex) {
		return (find(ex) instanceof IOException io) ? io : new IOException("The answer cannot be read", ex);
	}

	/**
	 * Whether a request cannot be sent since it would block a thread that must not be
	 * blocked, such as an event loop of Netty. Its client would send it, and fail then.
	 */
	static boolean isOnEventLoop(ClientHttpRequest request) {
		return request.getClass().getName().equals(REACTOR_REQUEST) && Schedulers.isInNonBlockingThread();
	}

}
