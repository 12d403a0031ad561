package io.github.salesforcejwt;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The body of a failed answer, as far as it was read.
 *
 * @param bytes its beginning
 * @param complete whether that is all of it: it may also have been too long, have broken
 * off, or not have come in time
 */
record ErrorBody(byte[] bytes, boolean complete) {

	static final ErrorBody UNREAD = new ErrorBody(new byte[0], false);

	/** Longer ones are not read any further. */
	static final int LIMIT = 256 * 1024;

	/**
	 * Return the text, without a byte-order mark.
	 */
	String text() {
		Charset charset = StandardCharsets.UTF_8;
		if (this.bytes.length >= 2 && (startsWith(0xFE, 0xFF) || startsWith(0xFF, 0xFE))) {
			charset = StandardCharsets.UTF_16;
		}
		String text = new String(this.bytes, charset);
		return text.startsWith("\uFEFF") ? text.substring(1) : text;
	}

	private boolean startsWith(int first, int second) {
		return (this.bytes[0] & 0xFF) == first && (this.bytes[1] & 0xFF) == second;
	}

}
