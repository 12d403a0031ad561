package io.github.salesforcejwt;

import java.util.List;

/**
 * Keys that sign the assertions of an org. Asked before each login, so that a changed key
 * is taken up without a restart.
 */
@FunctionalInterface
public interface SigningKeys {

	/**
	 * Return the keys to sign with, newest first. The second, if there is one, is the key
	 * before the last change: it is tried once when Salesforce refuses the newest with
	 * {@code invalid assertion}, since its certificate may not have arrived there yet.
	 * @return one key or two
	 * @throws RuntimeException if no key can be read; the message names the property and
	 * the remedy
	 */
	List<SigningKey> current();

	/**
	 * Return keys that never change.
	 * @param key the one key
	 * @return the keys
	 */
	static SigningKeys of(SigningKey key) {
		List<SigningKey> keys = List.of(key);
		return () -> keys;
	}

}
