package io.github.salesforcejwt;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A bounded number of sessions, each created once, when it is first asked for. Beyond the
 * number, the one that was not used for the longest time is evicted, unless it is busy.
 * <p>
 * An evicted session that somebody still uses is found again: a second one beside it
 * would log in a second time.
 *
 * @param <S> the type of the sessions
 */
final class SessionCache<S> {

	/** Use is noted once in this time, since many threads come by. */
	private static final long USE_INTERVAL = Duration.ofSeconds(1).toMillis();

	private final int max;

	private final Ticker ticker;

	private final Function<String, S> factory;

	private final Predicate<S> busy;

	private final Consumer<S> evicted;

	private final Map<String, Entry<S>> entries = new ConcurrentHashMap<>();

	private final Map<String, CompletableFuture<Optional<S>>> created = new ConcurrentHashMap<>();

	private final ReferenceQueue<S> unused = new ReferenceQueue<>();

	/** The entries that count. Guarded by the monitor. */
	private final Set<Entry<S>> kept = new HashSet<>();

	/**
	 * Create a cache.
	 * @param factory creates a session
	 * @param busy whether a session cannot be evicted now
	 * @param evicted receives the sessions that are evicted
	 */
	SessionCache(int max, Ticker ticker, Function<String, S> factory, Predicate<S> busy, Consumer<S> evicted) {
		this.max = max;
		this.ticker = ticker;
		this.factory = factory;
		this.busy = busy;
		this.evicted = evicted;
	}

	int max() {
		return this.max;
	}

	/**
	 * Return a session, which is created if there is none.
	 * @return the session, or {@code null} if all are busy
	 */
	@Nullable S get(String key) {
		S session = find(key);
		return (session != null) ? session : create(key).orElse(null);
	}

	/**
	 * Return a session if it is there.
	 */
	@Nullable S find(String key) {
		Entry<S> entry = this.entries.get(key);
		return (entry != null) ? entry.use(this.ticker.millis()) : null;
	}

	/**
	 * Return the sessions that are there, by their keys.
	 */
	Map<String, S> sessions() {
		Map<String, S> sessions = new TreeMap<>();
		this.entries.forEach((key, entry) -> {
			S session = entry.session;
			if (session != null) {
				sessions.put(key, session);
			}
		});
		return sessions;
	}

	/**
	 * Return the number of sessions that can be found, and of evicted ones that may still
	 * be used.
	 */
	synchronized int size() {
		removeUnused();
		return this.entries.size();
	}

	/**
	 * Forget a session, so that the next one to ask gets a new one.
	 * @return whether it was there, or about to be
	 */
	synchronized boolean remove(String key) {
		boolean creating = this.created.remove(key) != null;
		Entry<S> entry = this.entries.remove(key);
		if (entry != null) {
			this.kept.remove(entry);
		}
		return creating || entry != null;
	}

	private Optional<S> create(String key) {
		CompletableFuture<Optional<S>> creation = new CompletableFuture<>();
		CompletableFuture<Optional<S>> other = this.created.putIfAbsent(key, creation);
		if (other != null) {
			return await(other);
		}
		try {
			Optional<S> session = admit(key, creation);
			creation.complete(session);
			return session;
		}
		catch (RuntimeException | Error ex) {
			creation.completeExceptionally(ex);
			throw ex;
		}
		finally {
			this.created.remove(key, creation);
		}
	}

	private static <S> Optional<S> await(CompletableFuture<Optional<S>> creation) {
		try {
			return creation.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private Optional<S> admit(String key, CompletableFuture<Optional<S>> creation) {
		Entry<S> entry = this.entries.get(key);
		S session = (entry != null) ? entry.get() : null;
		if (entry == null || session == null) {
			session = this.factory.apply(key);
			entry = new Entry<>(key, session, this.unused);
		}
		return keep(entry, session, creation) ? Optional.of(session) : Optional.empty();
	}

	private synchronized boolean keep(Entry<S> entry, S session, CompletableFuture<Optional<S>> creation) {
		removeUnused();
		if (this.created.get(entry.key) != creation) {
			// forgotten while it was created: good for those who have waited, and for
			// nobody else
			return true;
		}
		if (!this.kept.contains(entry)) {
			if (this.kept.size() >= this.max && !evict()) {
				return false;
			}
			this.kept.add(entry);
			entry.session = session;
		}
		entry.usedAt = this.ticker.millis();
		this.entries.put(entry.key, entry);
		return true;
	}

	private boolean evict() {
		Entry<S> oldest = this.kept.stream()
			.filter((entry) -> entry.session != null && !this.busy.test(entry.session))
			.min(Comparator.comparingLong((entry) -> entry.usedAt))
			.orElse(null);
		if (oldest == null || oldest.session == null) {
			return false;
		}
		this.kept.remove(oldest);
		S session = oldest.session;
		oldest.session = null;
		this.evicted.accept(session);
		return true;
	}

	@SuppressWarnings("unchecked")
	private void removeUnused() {
		Entry<S> entry;
		while ((entry = (Entry<S>) this.unused.poll()) != null) {
			this.entries.remove(entry.key, entry);
		}
	}

	/**
	 * A session that is kept, or was and may still be used.
	 */
	private static final class Entry<S> extends WeakReference<S> {

		private final String key;

		private volatile @Nullable S session;

		private volatile long usedAt;

		Entry(String key, S session, ReferenceQueue<S> unused) {
			super(session, unused);
			this.key = key;
		}

		@Nullable S use(long now) {
			S session = this.session;
			if (session != null && now - this.usedAt >= USE_INTERVAL) {
				this.usedAt = now;
			}
			return session;
		}

	}

}
