package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.http.Reply;
import org.jspecify.annotations.Nullable;

/**
 * The requests that arrived at an org, and their answers. Bounded, so that a load test
 * does not fill the heap: the oldest are forgotten first.
 */
public final class RequestLog {

	private static final int MAX_REQUESTS = 10_000;

	private static final int MAX_BYTES = 16 << 20;

	private static final int MAX_BYTES_OF_ONE = 128 << 10;

	private final Map<Long, Arrival> arrivals = new LinkedHashMap<>();

	private int bytes;

	private long count;

	/** Keep a request, and return its number. */
	public synchronized long arrived(ApiRequest request, Instant now) {
		long number = ++this.count;
		Arrival arrival = new Arrival(number, now, new ApiRequest(request.method(), request.path(), request.query(),
				request.headers(), beginning(request.body())), null);
		this.arrivals.put(number, arrival);
		this.bytes += arrival.bytes();
		Iterator<Arrival> oldest = this.arrivals.values().iterator();
		while (this.arrivals.size() > MAX_REQUESTS || this.bytes > MAX_BYTES) {
			this.bytes -= oldest.next().bytes();
			oldest.remove();
		}
		return number;
	}

	/** Add its answer to a request, unless that is forgotten. */
	public synchronized void answered(long number, Reply reply, Duration duration) {
		this.arrivals.computeIfPresent(number, (key, arrival) -> {
			ApiResponse response = reply.response();
			Answer answer = new Answer(
					(response != null)
							? new ApiResponse(response.status(), response.headers(), beginning(response.body())) : null,
					reply.connection(), duration);
			Arrival whole = new Arrival(number, arrival.time(), arrival.request(), answer);
			this.bytes += whole.bytes() - arrival.bytes();
			return whole;
		});
	}

	private static byte[] beginning(byte[] body) {
		return (body.length > MAX_BYTES_OF_ONE) ? Arrays.copyOf(body, MAX_BYTES_OF_ONE) : body;
	}

	public synchronized List<Arrival> all() {
		return List.copyOf(this.arrivals.values());
	}

	public synchronized @Nullable Arrival find(long number) {
		return this.arrivals.get(number);
	}

	/** How many requests arrived since the start, the forgotten ones included. */
	public synchronized long count() {
		return this.count;
	}

	public synchronized void clear() {
		this.arrivals.clear();
		this.bytes = 0;
	}

	/**
	 * A request that arrived.
	 *
	 * @param number its number, from 1 on
	 * @param time when it arrived
	 * @param request the request, its body cut off after 128 KiB
	 * @param answer what went back, {@code null} as long as nothing has
	 */
	public record Arrival(long number, Instant time, ApiRequest request, @Nullable Answer answer) {

		int bytes() {
			int bytes = this.request.body().length;
			return (this.answer != null && this.answer.response() != null)
					? bytes + this.answer.response().body().length : bytes;
		}

	}

	/**
	 * What went back.
	 *
	 * @param response the answer, its body cut off after 128 KiB, or {@code null} for
	 * none
	 * @param connection what happened to the connection
	 * @param duration how long the caller waited, the delay of a scenario included
	 */
	public record Answer(@Nullable ApiResponse response, Reply.Connection connection, Duration duration) {
	}

}
