package io.github.salesforcejwt;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes that no connection was made, and names the host: the exception of the JDK's
 * HTTP client has no message, and a relative URI has no host.
 */
final class UnreachableHost {

	private UnreachableHost() {
	}

	/**
	 * Whether the name of the host does not resolve. The HTTP libraries do not agree on
	 * how to say so.
	 */
	static boolean isUnresolved(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return an exception that names the host, or {@code null} if this is no failure to
	 * connect or says enough.
	 * @param target where the call went
	 */
	static @Nullable IOException named(Throwable ex, URI target) {
		if (isUnresolved(ex)) {
			return connectException(target.getHost() + " does not resolve", ex);
		}
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConnectException && !String.valueOf(cause.getMessage()).contains(target.getHost())) {
				String reason = (cause.getMessage() != null) ? ": " + cause.getMessage() : "";
				return connectException(target.getRawAuthority() + " cannot be reached" + reason, ex);
			}
		}
		return null;
	}

	private static IOException connectException(String message, Throwable cause) {
		ConnectException exception = new ConnectException(message);
		exception.initCause(cause);
		return exception;
	}

}
