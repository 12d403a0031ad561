package io.github.salesforcejwt.test.internal.org;

import org.jspecify.annotations.Nullable;

/**
 * The address of a host of Salesforce. It is known once the host is opened, but never in
 * a container, since only the callers know its name.
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
