package io.github.salesforcejwt.test.internal.data;

/**
 * Permissions that users do not have by default.
 */
public final class Permissions {

	private volatile boolean hardDelete;

	Permissions() {
	}

	/**
	 * Allows users to delete records for good by Bulk API, as the permission
	 * {@code Bulk API Hard Delete} does.
	 * @param allowed whether they may
	 */
	public void hardDelete(boolean allowed) {
		this.hardDelete = allowed;
	}

	boolean hardDelete() {
		return this.hardDelete;
	}

}
