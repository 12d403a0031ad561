package io.github.salesforcejwt.benchmarks;

final class SigningMeasurement implements Measurement {

	@Override
	public String name() {
		return "signing";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
	}

}
