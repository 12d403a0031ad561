package io.github.salesforcejwt;

import java.util.concurrent.Executor;

/**
 * Runs each login of an org on a thread of its own, so that it makes progress whatever
 * thread pools its callers have filled.
 */
final class LoginThreads implements Executor {

	private final String name;

	LoginThreads(String orgId) {
		this.name = "salesforce-login-" + orgId;
	}

	@Override
	public void execute(Runnable task) {
		Thread thread = new Thread(task, this.name);
		thread.setDaemon(true);
		thread.start();
	}

}
