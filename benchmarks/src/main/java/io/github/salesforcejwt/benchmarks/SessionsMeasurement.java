package io.github.salesforcejwt.benchmarks;

import java.util.List;

/**
 * Many orgs at run time, and many users of one org: memory and time.
 */
final class SessionsMeasurement implements Measurement {

	@Override
	public String name() {
		return "sessions";
	}

	@Override
	public void run(Report report, boolean quick) throws Exception {
		int orgs = quick ? 200 : 10_000;
		int users = quick ? 200 : 2_000;
		Report.Table table = new Report.Table("", "first call, µs", "later calls, µs", "heap a session, bytes",
				"heap of all, MB", "threads");
		row(table, "%,d orgs, all kept".formatted(orgs), "orgs", orgs, orgs + 1);
		row(table, "%,d orgs, %,d kept".formatted(orgs, orgs / 10), "orgs", orgs, orgs / 10);
		double[] ofUsers = row(table, "%,d users of one org".formatted(users), "users", users, users + 1);
		row(table, "%,d users of one org".formatted(orgs), "users", orgs, orgs + 1);
		report.heading(2, "Orgs at run time, and users")
			.paragraph(
					"""
							Orgs that a `SalesforceOrgPropertiesSource` finds, each with a private key of its own, and users that \
							a request attribute names. Each row is a JVM of its own with one thread that calls; logins and calls \
							are answered from memory. The first call of an org reads and checks its properties and its key, \
							creates its client and logs in, which signs an assertion (RSA 2048); that of a user logs in. Later \
							calls go once more through all of them. Heap after a collection, with token and client; where fewer \
							are kept than there are, it is divided by all, and each call of the second round is a first one \
							again. A call that names its user by the attribute takes %,d ns of processor time and allocates %,d \
							bytes more than one without an attribute, and %,d ns and %,d bytes more than one with any other \
							attribute. Goal: within 300 ns.""",
					Math.round(ofUsers[4]), Math.round(ofUsers[5]), Math.round(ofUsers[6]), Math.round(ofUsers[7]))
			.table(table);
	}

	private static double[] row(Report.Table table, String name, String kind, int count, int kept) throws Exception {
		double[] result = ChildProcess.run(
				List.of("-Xmx1g", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")), ManySessions.class,
				kind, String.valueOf(count), String.valueOf(kept));
		table.row(name, Math.round(result[0]), result[1], Math.round(result[2]), result[2] * count / 1e6,
				Math.round(result[3]));
		return result;
	}

}
