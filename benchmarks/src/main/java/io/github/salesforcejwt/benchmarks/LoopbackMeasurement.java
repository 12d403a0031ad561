package io.github.salesforcejwt.benchmarks;

final class LoopbackMeasurement implements Measurement {

	@Override
	public String name() {
		return "loopback";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
	}

}
