package io.github.salesforcejwt.test.internal.org;

import org.jspecify.annotations.Nullable;

/**
 * A host of Salesforce and the orgs that it serves: the My Domain or an instance of an
 * org, or one of the two hosts where every org logs in.
 *
 * @param address where the host is reached
 * @param org the org that lives here, {@code null} at a login host
 * @param sandboxes whether a login host is the one of the sandboxes
 */
public record Site(Address address, @Nullable Org org, boolean sandboxes) {

	/** The My Domain of an org. */
	public static Site home(Org org) {
		return new Site(org.home(), org, false);
	}

	/** Another host where an org lives. */
	public static Site of(Org org, Address address) {
		return new Site(address, org, false);
	}

	/** One of the two login hosts. */
	public static Site login(boolean sandboxes) {
		return new Site(new Address(), null, sandboxes);
	}

	/** Whether the org may log in here. */
	public boolean admits(Org candidate) {
		return (this.org != null) ? this.org == candidate : this.sandboxes == candidate.sandbox();
	}

}
