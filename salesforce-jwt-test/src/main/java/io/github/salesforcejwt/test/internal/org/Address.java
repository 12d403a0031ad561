package io.github.salesforcejwt.test.internal.org;

import org.jspecify.annotations.Nullable;

/**
 * Where a host of Salesforce is reached. Known from the moment the host is opened, and
 * not at all in a container, whose callers alone know its name.
 */
public final class Address {

	private volatile @Nullable String origin;

	public void opened(String origin) {
		this.origin = origin;
	}

	/** The origin, {@code null} if only the callers know it. */
	public @Nullable String origin() {
		return this.origin;
	}

}
