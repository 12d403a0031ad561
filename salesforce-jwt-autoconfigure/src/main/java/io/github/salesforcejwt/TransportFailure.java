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
