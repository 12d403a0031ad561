package io.github.salesforcejwt.test.internal.scenario;

import java.time.Clock;

import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.User;

/**
 * What a command works on.
 *
 * @param org the org
 * @param places where further hosts are opened
 * @param clock the server's clock
 */
public record OrgContext(Org org, Places places, Clock clock) {

	User user(String username) {
		User user = this.org.user(username);
		if (user == null) {
			throw new IllegalArgumentException("Org '" + this.org.id() + "' has no user '" + username
					+ "': add it by addUser(\"" + username + "\") first");
		}
		return user;
	}

}
