package io.github.salesforcejwt.benchmarks;

/**
 * A chapter of the report.
 */
interface Measurement {

	/**
	 * Return the name by which the command chooses this measurement.
	 */
	String name();

	/**
	 * Measure, and report.
	 * @param report what to add to
	 * @param quick whether to see that all works rather than to measure
	 */
	void run(Report report, boolean quick) throws Exception;

}
