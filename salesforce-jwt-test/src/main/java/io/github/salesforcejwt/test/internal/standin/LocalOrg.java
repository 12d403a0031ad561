package io.github.salesforcejwt.test.internal.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.data.ObjectDefinition;
import io.github.salesforcejwt.test.internal.org.LoginHistory;
import io.github.salesforcejwt.test.internal.org.Org;
import io.github.salesforcejwt.test.internal.org.RequestLog;
import io.github.salesforcejwt.test.internal.scenario.OrgCommand;
import io.github.salesforcejwt.test.internal.scenario.OrgContext;
import org.jspecify.annotations.Nullable;

/**
 * An org in this process.
 */
public final class LocalOrg implements OrgControl {

	private final OrgContext context;

	private final String username;

	private final @Nullable String privateKey;

	LocalOrg(OrgContext context, String username, @Nullable String privateKey) {
		this.context = context;
		this.username = username;
		this.privateKey = privateKey;
	}

	public Org org() {
		return this.context.org();
	}

	@Override
	public void run(OrgCommand command) {
		command.apply(this.context);
	}

	@Override
	public void define(ObjectDefinition definition) {
		org().data().define(definition);
	}

	@Override
	public OrgView view() {
		Org org = org();
		return new OrgView(org.id(), org.orgId(), String.valueOf(org.home().origin()),
				String.valueOf(org.instance().origin()), org.app().clientId(), this.username, org.sandbox(),
				org.users()
					.stream()
					.map((user) -> new OrgView.UserView(user.username(), user.id(), user.active(), user.approved()))
					.toList(),
				new OrgView.LoginCounts(org.loginAttempts().get(), org.logins().successes(), org.logins().refusals()),
				org.requests().count(), new OrgView.Usage(org.usage().used(), org.usage().limit()),
				org.apex().executions(), scenarios());
	}

	private List<String> scenarios() {
		Org org = org();
		List<String> scenarios = new ArrayList<>(org.script().describe(this.context.clock().instant()));
		org.apex().answers().forEach((mapping, answer) -> scenarios.add("Apex REST " + mapping + ": " + answer));
		if (org.sessions().issuesDeadTokens()) {
			scenarios.add("logins give dead tokens");
		}
		if (org.usage().enforced()) {
			scenarios.add("daily limit enforced");
		}
		if (org.callsInProgress().limited()) {
			scenarios.add("concurrent calls limited");
		}
		return scenarios;
	}

	@Override
	public Credentials credentials() {
		return new Credentials(org().app().clientSecret(), this.privateKey);
	}

	@Override
	public List<LoginHistory.Login> logins() {
		return org().logins().events();
	}

	@Override
	public List<RequestLog.Arrival> requests() {
		return org().requests().all();
	}

	@Override
	public List<Map<String, @Nullable Object>> records(String sObject) {
		return org().data().records(sObject);
	}

}
