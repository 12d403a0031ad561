package io.github.salesforcejwt.test.internal.org;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The orgs by the ids that tests know them by.
 */
public final class Orgs implements AutoCloseable {

	private final Map<String, Org> orgs = Collections.synchronizedMap(new LinkedHashMap<>());

	public void add(Org org) {
		this.orgs.put(org.id(), org);
	}

	public List<Org> all() {
		synchronized (this.orgs) {
			return List.copyOf(this.orgs.values());
		}
	}

	/** The org whose app has that consumer key. */
	public @Nullable Org ofApp(@Nullable String clientId) {
		return all().stream().filter((org) -> org.app().clientId().equals(clientId)).findFirst().orElse(null);
	}

	@Override
	public void close() {
		all().forEach((org) -> org.data().close());
	}

}
