package io.github.salesforcejwt;

import org.jspecify.annotations.Nullable;

/**
 * Connections that broke while a large body was sent. A server that refuses a request
 * early closes the connection, and the client may never see why: the session may be dead,
 * and each upload would break again.
 */
final class UploadFailures {

	/** Smaller bodies are sent at once: they hardly meet a connection that breaks. */
	static final long LARGE = 1024 * 1024;

	/** A connection that breaks earlier may have broken for any reason. */
	private static final long MIN_WRITTEN = 64 * 1024;

	private volatile @Nullable String suspected;

	/**
	 * Record a connection that broke.
	 * @param written how much of the body had been sent
	 */
	void broken(SalesforceAccessToken token, long written) {
		if (written >= MIN_WRITTEN) {
			this.suspected = token.getTokenValue();
		}
	}

	/**
	 * Whether a body goes out only after a login has shown whether the session lives.
	 * @param length the length of the body, or -1 if it is not known
	 */
	boolean isDoubtful(SalesforceAccessToken token, long length) {
		String suspected = this.suspected;
		return suspected != null && (length < 0 || length > LARGE) && suspected.equals(token.getTokenValue());
	}

	void verified() {
		this.suspected = null;
	}

}
