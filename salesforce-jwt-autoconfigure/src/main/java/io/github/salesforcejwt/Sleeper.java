package io.github.salesforcejwt;

import java.time.Duration;

/**
 * Lets a thread wait.
 */
@FunctionalInterface
interface Sleeper {

	/**
	 * Waits on the system's clock.
	 */
	Sleeper THREAD = (duration) -> Thread.sleep(duration.toMillis());

	/**
	 * Wait.
	 * @throws InterruptedException if the thread is interrupted
	 */
	void sleep(Duration duration) throws InterruptedException;

}
