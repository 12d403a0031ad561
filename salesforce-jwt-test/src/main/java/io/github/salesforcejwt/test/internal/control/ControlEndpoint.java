package io.github.salesforcejwt.test.internal.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.JsonException;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.endpoint.Endpoint;
import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import io.github.salesforcejwt.test.internal.http.Answers;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Keys;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.RequestLog;
import io.github.salesforcejwt.test.internal.scenario.Description;
import io.github.salesforcejwt.test.internal.scenario.OrgCommand;
import io.github.salesforcejwt.test.internal.standin.Credentials;
import io.github.salesforcejwt.test.internal.standin.LocalOrg;
import io.github.salesforcejwt.test.internal.standin.OrgSpec;
import io.github.salesforcejwt.test.internal.standin.OrgView;
import io.github.salesforcejwt.test.internal.standin.StandIn;
import org.jspecify.annotations.Nullable;

/**
 * The control API: everything that the public API can change and observe, over HTTP.
 */
public final class ControlEndpoint implements Endpoint {

	/**
	 * What its paths begin with.
	 */
	public static final String ROOT = "/__stand-in";

	private static final Map<String, String> NO_QUERY = Map.of();

	private static final Map<String, Object> NOTHING = Map.of();

	private final StandIn standIn;

	private final Guard guard;

	private final List<Operation> operations = new ArrayList<>();

	/**
	 * Create the endpoint.
	 * @param standIn what is controlled
	 * @param open whether callers from other machines may use the API
	 * @param hosts further names that the API may be reached by
	 */
	public ControlEndpoint(StandIn standIn, boolean open, Collection<String> hosts) {
		this.standIn = standIn;
		this.guard = new Guard(open, hosts);
		server();
		org();
		Commands.all().forEach(this::command);
	}

	private void server() {
		add("GET", "/openapi.json", "Describe this API.", NO_QUERY, NOTHING, Map.of("type", "object"),
				(call) -> OpenApiDocument.of(this.operations, call.inbound().origin()));
		add("GET", "/orgs", "List the orgs.", NO_QUERY, NOTHING, list(OrgView.class),
				(call) -> this.standIn.orgs().stream().map((org) -> ControlViews.org(org, call.inbound())).toList());
		add("POST", "/orgs", "Add an org, with an app, a key and a pre-authorized user of its own.", NO_QUERY,
				JsonSchema.of(ControlViews.NewOrg.class), JsonSchema.of(OrgView.class), this::addOrg);
		add("GET", "/login-hosts", "Return the stand-ins for the two hosts where every org logs in.", NO_QUERY, NOTHING,
				JsonSchema.of(ControlViews.LoginHosts.class),
				(call) -> new ControlViews.LoginHosts(this.standIn.loginUrl(false), this.standIn.loginUrl(true)));
		add("POST", "/places", "Reserve a port for a further host: an org, an instance or a login host.", NO_QUERY,
				JsonSchema.of(ControlViews.Place.class), NOTHING, (call) -> {
					ControlViews.Place place = JsonValues.read(call.body(), ControlViews.Place.class);
					this.standIn.setAside(place.port(), place.url());
					return null;
				});
		add("POST", "/clear-scenarios", "Drop what is in store for all orgs.", NO_QUERY, NOTHING, NOTHING, (call) -> {
			this.standIn.clearScenarios();
			return null;
		});
		add("POST", "/restart", "Go down for a while, and come back at the same place.", NO_QUERY,
				JsonSchema.of(ControlViews.Restart.class), NOTHING, this::restart);
	}

	private void org() {
		add("GET", "/orgs/{org}", "Return what can be seen of an org.", NO_QUERY, NOTHING, JsonSchema.of(OrgView.class),
				(call) -> ControlViews.org(org(call), call.inbound()));
		add("GET", "/orgs/{org}/credentials",
				"Return the consumer secret and the private key, which no other answer shows.", NO_QUERY, NOTHING,
				JsonSchema.of(Credentials.class), (call) -> org(call).credentials());
		add("GET", "/orgs/{org}/properties",
				"Return the properties that log an application in, the private key among them.", NO_QUERY, NOTHING,
				Map.of("type", "object", "additionalProperties", Map.of("type", "string")), (call) -> ControlViews
					.properties(ControlViews.org(org(call), call.inbound()), org(call).credentials()));
		add("GET", "/orgs/{org}/logins", "Return the login history.", Map.of("limit", "How many at most, the latest"),
				NOTHING, list(ControlViews.Login.class),
				(call) -> latest(org(call).logins(), call).stream().map(ControlViews::login).toList());
		add("GET", "/orgs/{org}/requests", "Return the requests that arrived, in a line each.",
				Map.of("after", "The number after which the list begins", "limit", "How many at most, the latest"),
				NOTHING, list(RequestViews.Summary.class),
				(call) -> arrivals(call).stream().map(RequestViews::summary).toList());
		add("GET", "/orgs/{org}/request-details", "Return the requests that arrived, headers and bodies included.",
				Map.of("after", "The number after which the list begins", "limit", "How many at most, the latest"),
				NOTHING, list(RequestViews.Detail.class),
				(call) -> arrivals(call).stream().map(RequestViews::detail).toList());
		add("GET", "/orgs/{org}/requests/{number}", "Return a request, headers and bodies included.", NO_QUERY, NOTHING,
				JsonSchema.of(RequestViews.Detail.class), this::request);
		add("GET", "/orgs/{org}/records", "List the types of records.", NO_QUERY, NOTHING,
				list(ControlViews.RecordCount.class),
				(call) -> org(call).org()
					.data()
					.recordCounts()
					.entrySet()
					.stream()
					.map((entry) -> new ControlViews.RecordCount(entry.getKey(), entry.getValue()))
					.toList());
		add("GET", "/orgs/{org}/records/{sObject}", "Return the records of a type, in order of creation.",
				Map.of("offset", "How many to leave out", "limit", "How many at most"), NOTHING,
				Map.of("type", "object"), (call) -> ControlViews.records(org(call).org().data(),
						call.variable("sObject"), call.number("offset", 0), call.number("limit", Long.MAX_VALUE)));
	}

	private void command(String name, Class<? extends OrgCommand> type) {
		String summary = Objects.requireNonNull(type.getAnnotation(Description.class)).value();
		Map<String, Object> schema = (type.getRecordComponents().length > 0) ? JsonSchema.of(type) : NOTHING;
		add("POST", "/orgs/{org}/" + name, summary, NO_QUERY, schema, NOTHING, (call) -> {
			LocalOrg org = org(call);
			org.run(JsonValues.read(call.body(), type));
			return null;
		});
	}

	private void add(String method, String path, String summary, Map<String, String> query, Map<String, Object> request,
			Map<String, Object> response, Operation.Handler handler) {
		this.operations.add(new Operation(method, path, summary, query, request, response, handler));
	}

	private static Map<String, Object> list(Class<?> type) {
		return Map.of("type", "array", "items", JsonSchema.of(type));
	}

	@Override
	public Set<String> paths() {
		return Set.of(ROOT, ROOT + "/*");
	}

	/** Requests to this endpoint are not requests to an org. */
	@Override
	public @Nullable Org org(Inbound inbound) {
		return null;
	}

	@Override
	public Reply answer(Inbound inbound) {
		String refusal = this.guard.refusal(inbound);
		ApiResponse response = (refusal != null) ? problem(403, refusal) : respond(inbound);
		return Reply.of(response)
			.withHeader("Cache-Control", "no-store")
			.withHeader("X-Content-Type-Options", "nosniff");
	}

	private ApiResponse respond(Inbound inbound) {
		String below = inbound.path().substring(ROOT.length());
		boolean known = false;
		for (Operation operation : this.operations) {
			Map<String, String> variables = operation.match(inbound.request().method(), below);
			if (variables != null) {
				return call(operation, inbound, variables);
			}
			known = known || operation.match(operation.method(), below) != null;
		}
		return known ? problem(405, "'" + below + "' has no operation " + inbound.request().method())
				: problem(404, "'" + below + "' is not known: '/openapi.json' describes what is");
	}

	private ApiResponse call(Operation operation, Inbound inbound, Map<String, String> variables) {
		try {
			Object result = operation.handler().handle(new Operation.Call(inbound, variables, body(inbound)));
			return (result != null) ? Answers.json(200, Objects.requireNonNull(JsonValues.write(result)))
					: Answers.empty(204);
		}
		catch (IllegalArgumentException ex) {
			return problem(400, String.valueOf(ex.getMessage()));
		}
	}

	private static Object body(Inbound inbound) {
		byte[] body = inbound.request().body();
		if (body.length == 0) {
			return Map.of();
		}
		try {
			return Json.read(new String(body, StandardCharsets.UTF_8), Object.class);
		}
		catch (JsonException ex) {
			throw new IllegalArgumentException("The body is no JSON: write an object", ex);
		}
	}

	private static ApiResponse problem(int status, String message) {
		return Answers.json(status, Map.of("message", message));
	}

	private LocalOrg org(Operation.Call call) {
		return this.standIn.org(call.variable("org"));
	}

	private OrgView addOrg(Operation.Call call) {
		ControlViews.NewOrg org = JsonValues.read(call.body(), ControlViews.NewOrg.class);
		LocalOrg added = this.standIn
			.addOrg(new OrgSpec(org.id(), Objects.requireNonNullElseGet(org.clientId(), Keys::clientId),
					Objects.requireNonNullElseGet(org.username(), () -> OrgSpec.username(org.id())),
					(org.certificate() != null) ? Keys.publicKey(org.certificate()) : null,
					Objects.requireNonNullElse(org.port(), 0), Objects.requireNonNullElse(org.url(), "")));
		return ControlViews.org(added, call.inbound());
	}

	private @Nullable Object restart(Operation.Call call) {
		Duration outage = JsonValues.read(call.body(), ControlViews.Restart.class).outage();
		// the answer is sent first, since its connection is cut off like all others
		Thread thread = new Thread(() -> {
			try {
				Thread.sleep(200);
				this.standIn.restart(outage);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, "stand-in-restart");
		thread.setDaemon(true);
		thread.start();
		return null;
	}

	private List<RequestLog.Arrival> arrivals(Operation.Call call) {
		long after = call.number("after", 0);
		return latest(org(call).requests().stream().filter((arrival) -> arrival.number() > after).toList(), call);
	}

	private static <T> List<T> latest(List<T> all, Operation.Call call) {
		long limit = call.number("limit", all.size());
		return all.subList((int) Math.max(0, all.size() - limit), all.size());
	}

	private Object request(Operation.Call call) {
		String number = call.variable("number");
		RequestLog.Arrival arrival = number.matches("\\d{1,18}")
				? org(call).org().requests().find(Long.parseLong(number)) : null;
		if (arrival == null) {
			throw new IllegalArgumentException("No request '" + number + "': it never arrived, or is forgotten");
		}
		return RequestViews.detail(arrival);
	}

}
