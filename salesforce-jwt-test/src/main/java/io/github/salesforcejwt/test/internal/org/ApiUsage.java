package io.github.salesforcejwt.test.internal.org;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The API calls of the day. Counted and reported, and enforced on request: past the limit
 * Salesforce itself continues for a while.
 */
public final class ApiUsage {

	private final AtomicInteger used = new AtomicInteger();

	private volatile int limit = 100_000;

	private volatile boolean enforced;

	/** Count a call, unless the limit is enforced and reached. */
	public boolean count() {
		if (!this.enforced) {
			this.used.incrementAndGet();
			return true;
		}
		int limit = this.limit;
		return this.used.getAndUpdate((used) -> Math.max(used, Math.min(used + 1, limit))) < limit;
	}

	public String header() {
		return "api-usage=" + this.used.get() + "/" + this.limit;
	}

	public void enforce(boolean enforced) {
		this.enforced = enforced;
	}

	public void set(int used, int limit) {
		this.used.set(used);
		this.limit = limit;
	}

	public int used() {
		return this.used.get();
	}

	public int limit() {
		return this.limit;
	}

	public boolean enforced() {
		return this.enforced;
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
