package io.github.salesforcejwt.test.internal.org;

import java.util.function.Consumer;

/**
 * A user of an org.
 */
public final class User {

	private final String id = Ids.record("005");

	private final String username;

	private final Consumer<User> changes;

	private volatile boolean approved;

	private volatile boolean active = true;

	/**
	 * Create an active user.
	 * @param username the username
	 * @param changes takes the user now, and after each change of what others see
	 */
	User(String username, Consumer<User> changes) {
		this.username = username;
		this.changes = changes;
		changes.accept(this);
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
		this.changes.accept(this);
	}

}
