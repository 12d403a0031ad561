package io.github.salesforcejwt.benchmarks;

final class StartUpMeasurement implements Measurement {

	@Override
	public String name() {
		return "startup";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
	}

}
