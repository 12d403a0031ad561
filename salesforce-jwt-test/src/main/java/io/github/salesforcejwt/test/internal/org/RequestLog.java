package io.github.salesforcejwt.test.internal.org;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.github.salesforcejwt.test.internal.data.ApiRequest;

/**
 * The requests that arrived at an org. Bounded, so that a load test does not fill the
 * heap: the oldest are forgotten first.
 */
public final class RequestLog {

	private static final int MAX_REQUESTS = 10_000;

	private static final int MAX_BYTES = 16 << 20;

	private static final int MAX_BYTES_OF_ONE = 128 << 10;

	private final Deque<Arrival> requests = new ArrayDeque<>();

	private int bytes;

	public void add(ApiRequest request, Instant now) {
		byte[] body = request.body();
		add(new Arrival(now, new ApiRequest(request.method(), request.path(), request.query(), request.headers(),
				(body.length > MAX_BYTES_OF_ONE) ? Arrays.copyOf(body, MAX_BYTES_OF_ONE) : body)));
	}

	private synchronized void add(Arrival arrival) {
		this.requests.addLast(arrival);
		this.bytes += arrival.request().body().length;
		while (this.requests.size() > MAX_REQUESTS || this.bytes > MAX_BYTES) {
			this.bytes -= this.requests.removeFirst().request().body().length;
		}
	}

	public synchronized List<Arrival> all() {
		return List.copyOf(this.requests);
	}

	public synchronized void clear() {
		this.requests.clear();
		this.bytes = 0;
	}

	/**
	 * A request that arrived.
	 *
	 * @param time when it arrived
	 * @param request the request, its body cut off after 128 KiB
	 */
	public record Arrival(Instant time, ApiRequest request) {
	}

}
