package io.github.salesforcejwt.test.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

import io.github.salesforcejwt.test.ReceivedRequest;
import io.github.salesforcejwt.test.internal.data.ApiRequest;

/**
 * The requests that arrived at an org. Bounded, so that a load test does not fill the
 * heap: the oldest are forgotten first.
 */
public final class RequestLog {

	private static final int MOST_REQUESTS = 10_000;

	private static final int MOST_BYTES = 16 << 20;

	private static final int MOST_BYTES_OF_ONE = 128 << 10;

	private final Deque<ReceivedRequest> requests = new ArrayDeque<>();

	private int bytes;

	void add(ApiRequest request, Instant now) {
		byte[] body = request.body();
		add(new ReceivedRequest(now, request.method(), request.path(), request.query(), request.headers(),
				(body.length > MOST_BYTES_OF_ONE) ? Arrays.copyOf(body, MOST_BYTES_OF_ONE) : body));
	}

	private synchronized void add(ReceivedRequest request) {
		this.requests.addLast(request);
		this.bytes += request.body().length;
		while (this.requests.size() > MOST_REQUESTS || this.bytes > MOST_BYTES) {
			this.bytes -= this.requests.removeFirst().body().length;
		}
	}

	public synchronized List<ReceivedRequest> all() {
		return List.copyOf(this.requests);
	}

	public synchronized void clear() {
		this.requests.clear();
		this.bytes = 0;
	}

}
