package io.github.salesforcejwt.test.internal.control;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.data.DefinitionJson;
import io.github.salesforcejwt.test.internal.data.ObjectDefinition;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.org.LoginHistory;
import io.github.salesforcejwt.test.internal.org.RequestLog;
import io.github.salesforcejwt.test.internal.scenario.DataCommand;
import io.github.salesforcejwt.test.internal.scenario.OrgCommand;
import io.github.salesforcejwt.test.internal.standin.Credentials;
import io.github.salesforcejwt.test.internal.standin.OrgControl;
import io.github.salesforcejwt.test.internal.standin.OrgView;
import org.jspecify.annotations.Nullable;

/**
 * An org of a stand-in that runs in another process. Secrets in requests are masked.
 */
public final class RemoteOrg implements OrgControl {

	private final ControlClient client;

	private final String path;

	public RemoteOrg(ControlClient client, String id) {
		this.client = client;
		this.path = "/orgs/" + ControlClient.segment(id);
	}

	@Override
	public void run(OrgCommand command) {
		this.client.post(this.path + "/" + Commands.name(command.getClass()), (Record) command);
	}

	@Override
	public void define(ObjectDefinition definition) {
		run(new DataCommand.DefineObject(DefinitionJson.write(definition)));
	}

	@Override
	public OrgView view() {
		return JsonValues.read(this.client.get(this.path), OrgView.class);
	}

	@Override
	public Credentials credentials() {
		return JsonValues.read(this.client.get(this.path + "/credentials"), Credentials.class);
	}

	@Override
	public List<LoginHistory.Login> logins() {
		return list("/logins").stream()
			.map((login) -> JsonValues.read(login, ControlViews.Login.class).event())
			.toList();
	}

	@Override
	public List<RequestLog.Arrival> requests() {
		return list("/request-details").stream()
			.map((request) -> arrival(JsonValues.read(request, RequestViews.Detail.class)))
			.toList();
	}

	private static RequestLog.Arrival arrival(RequestViews.Detail detail) {
		RequestViews.Summary summary = detail.request();
		ApiRequest request = new ApiRequest(summary.method(), summary.path(), Form.parse(summary.query()),
				detail.headers(), detail.body().getBytes(StandardCharsets.UTF_8));
		return new RequestLog.Arrival(summary.number(), summary.time(), request, answer(summary, detail.response()));
	}

	private static RequestLog.@Nullable Answer answer(RequestViews.Summary summary,
			RequestViews.@Nullable Response response) {
		if (summary.millis() == null) {
			return null;
		}
		return new RequestLog.Answer(
				(response != null) ? new ApiResponse(summary.status(), response.headers(),
						response.body().getBytes(StandardCharsets.UTF_8)) : null,
				RequestViews.connection(summary.outcome()), Duration.ofMillis(summary.millis()));
	}

	@Override
	@SuppressWarnings("unchecked")
	public List<Map<String, @Nullable Object>> records(String sObject) {
		Map<?, ?> found = (Map<?, ?>) this.client.get(this.path + "/records/" + ControlClient.segment(sObject));
		return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(found.get("records"));
	}

	private List<?> list(String below) {
		return (List<?>) this.client.get(this.path + below);
	}

}
