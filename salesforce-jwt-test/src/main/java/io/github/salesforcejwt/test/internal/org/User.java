package io.github.salesforcejwt.test.internal.org;

/**
 * A user of an org.
 */
public final class User {

	private final String id = Ids.record("005");

	private final String username;

	private volatile boolean approved;

	private volatile boolean active = true;

	User(String username) {
		this.username = username;
	}

	public String id() {
		return this.id;
	}

	public String username() {
		return this.username;
	}

	public boolean approved() {
		return this.approved;
	}

	public void approve(boolean approved) {
		this.approved = approved;
	}

	public boolean active() {
		return this.active;
	}

	public void activate(boolean active) {
		this.active = active;
	}

}
