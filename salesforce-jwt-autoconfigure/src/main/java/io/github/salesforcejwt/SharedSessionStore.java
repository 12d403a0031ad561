package io.github.salesforcejwt;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Where all replicas of an application keep the sessions that they share: one entry per
 * org and user, which holds an encrypted value and the lease of the replica that logs in.
 * <p>
 * Each method is one atomic step of the store, and times are those of the store's own
 * clock, so that no clock of a replica counts. A store is asked on a thread of its own,
 * outside any transaction of the application, and never for a call that has a token. It
 * may block: after a second (five seconds at first) its caller goes on without it. What a
 * method throws means that the store is unavailable.
 */
public interface SharedSessionStore {

	/**
	 * Read an entry.
	 * @param id the id of the entry, at most 100 characters of printable ASCII
	 * @return the entry; one without a value if there is none yet
	 */
	Entry read(String id);

	/**
	 * Take the lease of an entry, if it is free and the value is still the one that was
	 * read.
	 * @param id the id of the entry
	 * @param version the version that was read
	 * @param owner who takes the lease, another value at each attempt
	 * @param duration how long the lease lasts unless it is ended before
	 * @return whether the lease was taken
	 */
	boolean lease(String id, long version, String owner, Duration duration);

	/**
	 * Replace the value of an entry and end the lease, if its owner still holds it.
	 * @param id the id of the entry
	 * @param owner who holds the lease
	 * @param value the value, at most 16,000 characters of printable ASCII
	 * @param retention how long the value is useful
	 * @return whether the value was replaced
	 */
	boolean publish(String id, String owner, String value, Duration retention);

	/**
	 * End a lease and leave the value as it is. Does nothing if the lease is another's.
	 * @param id the id of the entry
	 * @param owner who holds the lease
	 */
	void release(String id, String owner);

	/**
	 * An entry as it was read.
	 *
	 * @param version changes with each value that is published
	 * @param value the value, or {@code null} if there is none
	 * @param leased whether the lease is held
	 * @param now the time by the store's clock
	 */
	record Entry(long version, @Nullable String value, boolean leased, Instant now) {
	}

}
