package io.github.salesforcejwt.autoconfigure.keys;

import java.util.List;
import java.util.stream.Stream;

import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Key that may be replaced while the application runs, and the one before it.
 */
final class RotatingKeys implements SigningKeys {

	private static final Log logger = LogFactory.getLog(RotatingKeys.class);

	private volatile List<SigningKey> keys;

	RotatingKeys(SigningKey key) {
		this.keys = List.of(key);
	}

	@Override
	public List<SigningKey> current() {
		return this.keys;
	}

	synchronized void replace(SigningKey key) {
		List<SigningKey> before = this.keys;
		if (!key.equals(before.get(0))) {
			logger.info("Logins will now be signed with " + key);
		}
		this.keys = Stream.concat(Stream.of(key), before.stream().filter((other) -> !other.equals(key)))
			.limit(2)
			.toList();
	}

}
