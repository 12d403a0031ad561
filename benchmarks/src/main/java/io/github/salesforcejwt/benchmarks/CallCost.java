package io.github.salesforcejwt.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

import com.sun.management.ThreadMXBean;

/**
 * Processor time and allocation of a call, by the counters that the JVM keeps of a
 * thread. Coarser than JMH, and indifferent to what else the machine does: batches of
 * what is compared take turns, and neither counter runs while the thread does not.
 *
 * @param bytes the bytes that a call allocates
 * @param nanos the nanoseconds of processor time that a call takes
 */
record CallCost(long bytes, long nanos) {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int BATCH = 2_000;

	/**
	 * Measure calls, each of which is warmed up first.
	 * @param rounds how many batches of each are measured
	 * @param calls what to compare
	 * @return the median costs, in the order of the calls
	 */
	static CallCost[] measure(int rounds, Runnable... calls) {
		long[][] bytes = new long[calls.length][rounds];
		long[][] nanos = new long[calls.length][rounds];
		for (int round = -rounds; round < rounds; round++) {
			for (int i = 0; i < calls.length; i++) {
				long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
				long nanosBefore = THREADS.getCurrentThreadCpuTime();
				for (int call = 0; call < BATCH; call++) {
					calls[i].run();
				}
				bytes[i][Math.max(round, 0)] = (THREADS.getCurrentThreadAllocatedBytes() - bytesBefore) / BATCH;
				nanos[i][Math.max(round, 0)] = (THREADS.getCurrentThreadCpuTime() - nanosBefore) / BATCH;
			}
		}
		CallCost[] costs = new CallCost[calls.length];
		for (int i = 0; i < calls.length; i++) {
			costs[i] = new CallCost(median(bytes[i]), median(nanos[i]));
		}
		return costs;
	}

	private static long median(long[] values) {
		Arrays.sort(values);
		return values[values.length / 2];
	}

}
