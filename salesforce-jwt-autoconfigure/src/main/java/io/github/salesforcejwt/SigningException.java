package io.github.salesforcejwt;

import java.io.Serial;

import org.springframework.core.NestedExceptionUtils;

/**
 * Thrown if a key that stays in its device does not sign. Contains the sanitized message
 * of the device and has no cause, since the exception of a device may hold anything.
 */
final class SigningException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final boolean otherKey;

	private SigningException(String message, boolean otherKey) {
		super(message);
		this.otherKey = otherKey;
	}

	static SigningException of(String source, Throwable failure) {
		StringBuilder message = new StringBuilder(source).append(" fails with ").append(describe(failure));
		Throwable cause = NestedExceptionUtils.getRootCause(failure);
		if (cause != null && !describe(cause).equals(describe(failure))) {
			message.append(", caused by ").append(describe(cause));
		}
		return new SigningException(message.append('.').toString(), false);
	}

	static SigningException of(String source, String reason) {
		return new SigningException(source + " " + reason + ".", false);
	}

	static SigningException otherKey(String source) {
		return new SigningException(source + " has signed with a key that does not match its certificate.", true);
	}

	private static String describe(Throwable failure) {
		String text = Redaction.excerpt(failure.getMessage());
		return failure.getClass().getSimpleName() + (text.isEmpty() ? "" : " '" + text + "'");
	}

	/**
	 * Whether the key that signed does not match the certificate.
	 */
	boolean isOtherKey() {
		return this.otherKey;
	}

}
