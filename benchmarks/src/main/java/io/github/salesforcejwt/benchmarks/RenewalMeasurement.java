package io.github.salesforcejwt.benchmarks;

final class RenewalMeasurement implements Measurement {

	@Override
	public String name() {
		return "renewal";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
	}

}
