package io.github.salesforcejwt.test.internal;

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

	String id() {
		return this.id;
	}

	String username() {
		return this.username;
	}

	boolean approved() {
		return this.approved;
	}

	public void approve(boolean approved) {
		this.approved = approved;
	}

	boolean active() {
		return this.active;
	}

	public void activate(boolean active) {
		this.active = active;
	}

}
