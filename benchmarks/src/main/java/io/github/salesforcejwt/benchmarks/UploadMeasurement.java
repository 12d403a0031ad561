package io.github.salesforcejwt.benchmarks;

final class UploadMeasurement implements Measurement {

	@Override
	public String name() {
		return "upload";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
	}

}
