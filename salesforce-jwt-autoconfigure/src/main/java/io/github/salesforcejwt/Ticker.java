package io.github.salesforcejwt;

/**
 * Time that only moves forward, for pauses and deadlines. A {@link java.time.Clock}
 * serves for points in time, but may be set: then a pause by it lasts for hours, or not
 * at all.
 */
@FunctionalInterface
interface Ticker {

	/**
	 * Ticks as the system's monotonic clock does, from zero.
	 */
	Ticker SYSTEM = new Ticker() {

		private final long start = System.nanoTime();

		@Override
		public long millis() {
			return (System.nanoTime() - this.start) / 1_000_000;
		}

	};

	/**
	 * Return the milliseconds since an arbitrary point in time.
	 */
	long millis();

}
