package io.github.salesforcejwt.test.internal.data;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The user on whose behalf this thread works, whom records name as their creator.
 */
final class CurrentUser {

	/** The user when nobody is logged in, such as during the set-up of an org. */
	static final Caller SYSTEM = systemUser();

	private final ThreadLocal<@Nullable Caller> caller = new ThreadLocal<>();

	private static Caller systemUser() {
		String id = SalesforceIds.create("005", 1);
		return new Caller(id, "https://login.salesforce.com/id/00D000000000000EAA/" + id);
	}

	String id() {
		return caller().userId();
	}

	String identityUrl() {
		return caller().identityUrl();
	}

	private Caller caller() {
		Caller current = this.caller.get();
		return (current != null) ? current : SYSTEM;
	}

	<T> T run(Caller user, Supplier<T> work) {
		this.caller.set(user);
		try {
			return work.get();
		}
		finally {
			this.caller.remove();
		}
	}

}
