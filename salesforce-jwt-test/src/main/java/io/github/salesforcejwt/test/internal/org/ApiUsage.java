package io.github.salesforcejwt.test.internal.org;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The API calls of the day. Counted and told, not enforced: past the limit Salesforce
 * goes on for a while too, and a test that wants the refusal scripts it.
 */
public final class ApiUsage {

	private final AtomicInteger used = new AtomicInteger();

	private volatile int limit = 100_000;

	public String count() {
		return "api-usage=" + this.used.incrementAndGet() + "/" + this.limit;
	}

	public void set(int used, int limit) {
		this.used.set(used);
		this.limit = limit;
	}

	public int used() {
		return this.used.get();
	}

	public Map<String, Object> limits() {
		Map<String, Object> limits = new LinkedHashMap<>();
		limits.put("ConcurrentAsyncGetReportInstances", limit(200, 200));
		limits.put("DailyApiRequests", limit(this.limit, Math.max(0, this.limit - this.used.get())));
		limits.put("DailyBulkApiBatches", limit(15_000, 15_000));
		limits.put("DailyBulkV2QueryJobs", limit(10_000, 10_000));
		limits.put("DataStorageMB", limit(5, 5));
		limits.put("FileStorageMB", limit(20, 20));
		return limits;
	}

	private static Map<String, Object> limit(int max, int remaining) {
		Map<String, Object> limit = new LinkedHashMap<>();
		limit.put("Max", max);
		limit.put("Remaining", remaining);
		return limit;
	}

}
