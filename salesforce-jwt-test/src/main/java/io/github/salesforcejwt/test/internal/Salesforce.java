package io.github.salesforcejwt.test.internal;

import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import org.jspecify.annotations.Nullable;

/**
 * All of Salesforce: the orgs, and what each request is answered with. Knows no HTTP
 * server.
 */
public final class Salesforce implements AutoCloseable {

	private final Clock clock;

	private final Duration latency;

	private final Map<String, Org> orgs = Collections.synchronizedMap(new LinkedHashMap<>());

	private final TokenEndpoint tokens;

	private final OAuthEndpoints oauth;

	private final RestEndpoint rest;

	public Salesforce(Clock clock, Duration latency) {
		this.clock = clock;
		this.latency = latency;
		this.tokens = new TokenEndpoint(this, clock);
		this.oauth = new OAuthEndpoints(this, clock);
		this.rest = new RestEndpoint(clock);
	}

	public Org addOrg(String id, String clientId, RSAPublicKey publicKey, String username, Duration tokenLifetime) {
		Org org = new Org(id, clientId, publicKey, username, tokenLifetime, this.clock);
		if (this.orgs.putIfAbsent(id, org) != null) {
			throw new IllegalArgumentException(
					"The stand-in already has an org '" + id + "': take it by org(\"" + id + "\")");
		}
		return org;
	}

	Collection<Org> orgs() {
		synchronized (this.orgs) {
			return List.copyOf(this.orgs.values());
		}
	}

	@Nullable Org orgOfApp(@Nullable String clientId) {
		return orgs().stream().filter((org) -> org.app().clientId().equals(clientId)).findFirst().orElse(null);
	}

	Reply handle(Site site, ApiRequest request) {
		Instant now = this.clock.instant();
		boolean login = request.path().equals(TokenEndpoint.PATH);
		Org org = (site.org() != null) ? site.org() : this.oauth.orgOf(request);
		Reply scripted = Reply.usual();
		if (org != null) {
			org.requests().add(request, now);
			if (login) {
				org.loginAttempts().incrementAndGet();
				scripted = org.script().takeLogin();
			}
			else if (RestEndpoint.covers(request.path())) {
				scripted = org.script().takeCall();
			}
		}
		ApiResponse response = scripted.response();
		if (scripted.leavesTheAnswer()) {
			response = (login) ? this.tokens.answer(site, request) : answer(site, org, request);
		}
		if (response != null) {
			response = Answers.withHeader(response, "Date",
					DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC)));
		}
		return new Reply(response, scripted.connectionReset(), scripted.delay().plus(this.latency));
	}

	private ApiResponse answer(Site site, @Nullable Org org, ApiRequest request) {
		if (RestEndpoint.covers(request.path())) {
			return (org != null) ? this.rest.answer(site, org, request) : Answers.notFound();
		}
		return this.oauth.answer(site, request);
	}

	@Override
	public void close() {
		orgs().forEach((org) -> org.data().close());
	}

}
