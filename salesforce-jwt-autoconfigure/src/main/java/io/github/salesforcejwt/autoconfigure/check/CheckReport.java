package io.github.salesforcejwt.autoconfigure.check;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Table of the steps of a check: what was found, and what to do about a step that failed.
 */
final class CheckReport {

	static final String CONFIGURATION = "configuration";

	static final String KEY = "key";

	static final String DNS = "DNS";

	static final String TLS = "TLS";

	static final String CLOCK = "clock";

	static final String LOGIN = "login";

	static final String INSTANCE_URL = "instance URL";

	static final String REST_VERSIONS = "REST versions";

	static final String USER_INFO = "user info";

	static final String API_PERMISSION = "API permission";

	static final String QUOTA = "quota";

	private static final List<String> STEPS = List.of(CONFIGURATION, KEY, DNS, TLS, CLOCK, LOGIN, INSTANCE_URL,
			REST_VERSIONS, USER_INFO, API_PERMISSION, QUOTA);

	private final PrintStream out;

	private final List<String> reported = new ArrayList<>();

	private boolean passed = true;

	CheckReport(String id, PrintStream out) {
		this.out = out;
		out.println();
		out.println("Salesforce org '" + id + "'");
	}

	void passed(String step, String found) {
		line("✓", step, found);
	}

	void failed(String step, String found, String remedy) {
		this.passed = false;
		line("✗", step, found);
		line(" ", "", "What to do: " + remedy);
	}

	void skipped(String step, String reason) {
		line("–", step, reason);
	}

	/**
	 * Report the steps that were not reached.
	 * @return whether none has failed
	 */
	boolean finish() {
		STEPS.stream().filter((step) -> !this.reported.contains(step)).forEach((step) -> skipped(step, "not reached"));
		return this.passed;
	}

	private void line(String mark, String step, String text) {
		this.reported.add(step);
		this.out.printf("  %s %-15s %s%n", mark, step, text);
	}

}
