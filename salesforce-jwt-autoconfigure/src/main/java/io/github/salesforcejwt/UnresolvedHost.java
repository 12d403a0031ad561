package io.github.salesforcejwt;

import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;

/**
 * Recognizes that no connection was made since the name of a host does not resolve. The
 * HTTP libraries do not agree on how to say so.
 */
final class UnresolvedHost {

	private UnresolvedHost() {
	}

	static boolean isCauseOf(Throwable ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
				return true;
			}
		}
		return false;
	}

}
