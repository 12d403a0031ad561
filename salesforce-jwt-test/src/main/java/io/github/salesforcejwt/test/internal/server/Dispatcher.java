package io.github.salesforcejwt.test.internal.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.endpoint.Endpoint;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.Site;

/**
 * Hands each request to the endpoint that serves its path. Independent of the HTTP
 * server.
 */
public final class Dispatcher {

	private final Clock clock;

	private final Duration latency;

	private final List<Endpoint> endpoints = new CopyOnWriteArrayList<>();

	public Dispatcher(Clock clock, Duration latency) {
		this.clock = clock;
		this.latency = latency;
	}

	/** Add an endpoint: the first one that serves a path is asked. */
	public void add(Endpoint endpoint) {
		this.endpoints.add(endpoint);
	}

	Reply handle(Site site, String origin, String peer, ApiRequest request) {
		long start = System.nanoTime();
		Instant now = this.clock.instant();
		Inbound inbound = new Inbound(site, origin, peer, request, now);
		Endpoint endpoint = endpoint(request.path());
		Org org = endpoint.org(inbound);
		long number = (org != null) ? org.requests().arrived(request, now) : 0;
		Reply reply = answer(endpoint, inbound).withHeader("Date",
				DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
		if (org != null) {
			org.requests().answered(number, reply, Duration.ofNanos(System.nanoTime() - start));
		}
		return reply;
	}

	private Reply answer(Endpoint endpoint, Inbound inbound) {
		try {
			Reply reply = endpoint.answer(inbound);
			pause(reply.delay().plus(this.latency));
			return reply;
		}
		finally {
			endpoint.done(inbound);
		}
	}

	private static void pause(Duration delay) {
		if (delay.isZero()) {
			return;
		}
		try {
			Thread.sleep(delay.toMillis());
		}
		catch (InterruptedException ex) {
			// the server stops, and nobody waits for the answer any longer
			Thread.currentThread().interrupt();
		}
	}

	public List<Endpoint> endpoints() {
		return List.copyOf(this.endpoints);
	}

	private Endpoint endpoint(String path) {
		for (Endpoint endpoint : this.endpoints) {
			if (endpoint.serves(path)) {
				return endpoint;
			}
		}
		return new NothingThere();
	}

	/**
	 * What Salesforce has, but this stand-in does not.
	 */
	private static final class NothingThere implements Endpoint {

		@Override
		public Set<String> paths() {
			return Set.of("*");
		}

		@Override
		public Reply answer(Inbound inbound) {
			return Reply.of(Answers.notFound());
		}

	}

}
