package io.github.salesforcejwt.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.control.ControlClient;
import io.github.salesforcejwt.test.internal.control.RemoteOrg;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.org.RequestLog;
import io.github.salesforcejwt.test.internal.scenario.AppCommand;
import io.github.salesforcejwt.test.internal.scenario.CallCommand;
import io.github.salesforcejwt.test.internal.scenario.DataCommand;
import io.github.salesforcejwt.test.internal.scenario.LimitCommand;
import io.github.salesforcejwt.test.internal.scenario.LoginCommand;
import io.github.salesforcejwt.test.internal.scenario.OrgCommand;
import io.github.salesforcejwt.test.internal.scenario.SessionCommand;
import io.github.salesforcejwt.test.internal.scenario.UserCommand;
import io.github.salesforcejwt.test.internal.standin.OrgControl;
import io.github.salesforcejwt.test.internal.standin.OrgView;
import org.jspecify.annotations.Nullable;

/**
 * An org of a {@link SalesforceServer}, with methods to script and to observe it. Methods
 * that change the org return it, so that calls can be chained.
 */
public final class SalesforceOrg {

	private final OrgControl control;

	// values that never change, so that they can be read after the server is closed
	private final OrgView view;

	SalesforceOrg(OrgControl control) {
		this.control = control;
		this.view = control.view();
	}

	/**
	 * Return an org of a stand-in that runs in another process, by its control API. It is
	 * used like an org in this process, but secrets in {@link #requests()} are masked.
	 * @param url the origin of any host of the stand-in, such as
	 * {@code http://localhost:8089}
	 * @param id the id of the org, {@code salesforce} for the first one
	 * @return the org
	 * @throws IllegalArgumentException if there is no org with that id
	 */
	public static SalesforceOrg at(String url, String id) {
		return new SalesforceOrg(new RemoteOrg(new ControlClient(url), id));
	}

	/**
	 * Return the id that tests use for the org.
	 * @return the id, such as {@code acme}
	 */
	public String id() {
		return this.view.id();
	}

	/**
	 * Return the org's id in Salesforce.
	 * @return 18 characters that begin with {@code 00D}
	 */
	public String orgId() {
		return this.view.orgId();
	}

	/**
	 * Return the org's My Domain, where it logs in.
	 * @return the origin, such as {@code http://localhost:8080}
	 */
	public String url() {
		return this.view.loginUrl();
	}

	/**
	 * Return the current instance of the org: its My Domain, until it moves.
	 * @return the origin that a login names as {@code instance_url}
	 */
	public String instanceUrl() {
		return this.control.view().instanceUrl();
	}

	/**
	 * Return the consumer key of the org's app.
	 * @return the value of {@code iss} and {@code client_id}
	 */
	public String clientId() {
		return this.view.clientId();
	}

	/**
	 * Return the consumer secret of the org's app.
	 * @return the value of {@code client_secret}
	 */
	public String clientSecret() {
		return this.control.credentials().clientSecret();
	}

	/**
	 * Return the user that the org started with.
	 * @return the username
	 */
	public String username() {
		return this.view.username();
	}

	/**
	 * Return the key whose certificate the org's app has.
	 * @return the PEM text (PKCS#8)
	 * @throws IllegalStateException if the server was given a certificate, not a key
	 */
	public String privateKey() {
		String privateKey = this.control.credentials().privateKey();
		if (privateKey == null) {
			throw new IllegalStateException(
					"The server was started with a certificate: only its owner has the private key");
		}
		return privateKey;
	}

	/**
	 * Return the properties that log an application in to this org.
	 * @param prefix what the names begin with, such as {@code salesforce.jwt.orgs.acme}
	 * @return client id, username, private key (omitted if it is not known) and login URL
	 * by their names
	 */
	public Map<String, String> properties(String prefix) {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put(prefix + ".client-id", clientId());
		properties.put(prefix + ".username", username());
		String privateKey = this.control.credentials().privateKey();
		if (privateKey != null) {
			properties.put(prefix + ".private-key", privateKey);
		}
		properties.put(prefix + ".login-url", url());
		return properties;
	}

	/**
	 * End all sessions: each token is invalid from now on.
	 * @return this org
	 */
	public SalesforceOrg endAllSessions() {
		return run(new SessionCommand.EndAllSessions());
	}

	/**
	 * Set the timeout of new sessions.
	 * @param lifetime the time without use
	 * @return this org
	 */
	public SalesforceOrg tokenLifetime(Duration lifetime) {
		return run(new SessionCommand.TokenLifetime(lifetime));
	}

	/**
	 * Issue access tokens that are JWTs, a new one at each login. They contain their
	 * expiry, which use does not extend, and logins have {@code token_format} and
	 * {@code api_instance_url}.
	 * @param lifetime how long each token lives
	 * @return this org
	 */
	public SalesforceOrg issueJwtTokens(Duration lifetime) {
		return run(new SessionCommand.IssueJwtTokens(lifetime));
	}

	/**
	 * Issue opaque access tokens, which is the default.
	 * @return this org
	 */
	public SalesforceOrg issueOpaqueTokens() {
		return run(new SessionCommand.IssueOpaqueTokens());
	}

	/**
	 * Let logins report the lifetime of the token in {@code expires_in}, which those of
	 * Salesforce do not have.
	 * @param reported whether it is reported
	 * @return this org
	 */
	public SalesforceOrg reportTokenLifetime(boolean reported) {
		return run(new SessionCommand.ReportTokenLifetime(reported));
	}

	/**
	 * Issue tokens that no API call accepts, the same one at each login.
	 * @param dead whether new sessions are dead; {@code false} ends those that are
	 * @return this org
	 */
	public SalesforceOrg issueDeadTokens(boolean dead) {
		return run(new SessionCommand.IssueDeadTokens(dead));
	}

	/**
	 * Let the next calls of the APIs fail, before the token is checked.
	 * @param count how many calls
	 * @param fault what happens to them
	 * @return this org
	 */
	public SalesforceOrg failNext(int count, Fault fault) {
		return run(new CallCommand.FailNext(count, fault.reply()));
	}

	/**
	 * Let every n-th call of the APIs fail, before the token is checked. With
	 * {@link Faults#sessionExpired()} these are stray 401s: the session is valid, and a
	 * login returns the same token.
	 * @param interval which calls: 200 for each two-hundredth from now on
	 * @param fault what happens to them
	 * @return this org
	 * @throws IllegalArgumentException if the interval is not positive
	 */
	public SalesforceOrg failEvery(int interval, Fault fault) {
		return run(new CallCommand.FailEvery(interval, fault.reply()));
	}

	/**
	 * Let the calls of the APIs fail for a time, before the token is checked.
	 * @param duration how long, by the server's clock
	 * @param fault what happens to them
	 * @return this org
	 */
	public SalesforceOrg failFor(Duration duration, Fault fault) {
		return run(new CallCommand.FailFor(duration, fault.reply()));
	}

	/**
	 * Let all calls to a path fail, before the token is checked.
	 * @param path the path without the query, such as {@code /services/data/v60.0/query};
	 * with an asterisk at its end, all paths with that prefix
	 * @param fault what happens to them
	 * @return this org
	 */
	public SalesforceOrg failCallsTo(String path, Fault fault) {
		return run(new CallCommand.FailCallsTo(path, fault.reply()));
	}

	/**
	 * Deploy an Apex REST class. It answers every caller with a valid token, and may
	 * return a 401 of its own: {@link Faults#empty empty(401)}, or
	 * {@link Faults#sessionExpired()}, which uses the error text of Salesforce.
	 * @param urlMapping the path below {@code /services/apexrest}, such as
	 * {@code /orders}; with an asterisk at its end, all paths with that prefix
	 * @param answer what it answers
	 * @return this org
	 * @see #apexRestCalls
	 */
	public SalesforceOrg apexRest(String urlMapping, Fault answer) {
		return run(new CallCommand.ApexRest(urlMapping, answer.reply()));
	}

	/**
	 * Return how often an Apex REST class has run.
	 * @param urlMapping the path, as it was given to {@link #apexRest}
	 * @return the count since the start or the last {@link #clearScenarios()}
	 */
	public int apexRestCalls(String urlMapping) {
		String mapping = urlMapping.startsWith("/") ? urlMapping.substring(1) : urlMapping;
		return this.control.view().apexRestCalls().getOrDefault(mapping, 0);
	}

	/**
	 * Let the next logins fail, before anything is checked.
	 * @param count how many logins
	 * @param fault what happens to them
	 * @return this org
	 */
	public SalesforceOrg failNextLogins(int count, Fault fault) {
		return run(new LoginCommand.FailNextLogins(count, fault.reply()));
	}

	/**
	 * Let logins fail for a time, before anything is checked.
	 * @param duration how long, by the server's clock
	 * @param fault what happens to them
	 * @return this org
	 */
	public SalesforceOrg failLoginsFor(Duration duration, Fault fault) {
		return run(new LoginCommand.FailLoginsFor(duration, fault.reply()));
	}

	/**
	 * Delay each login.
	 * @param delay the time, zero to end it
	 * @return this org
	 */
	public SalesforceOrg delayLogins(Duration delay) {
		return run(new LoginCommand.DelayLogins(delay));
	}

	/**
	 * Delay each call of the APIs.
	 * @param delay the time, zero to end it
	 * @return this org
	 */
	public SalesforceOrg delayCalls(Duration delay) {
		return run(new CallCommand.DelayCalls(delay));
	}

	/**
	 * Refuse each login that would have succeeded.
	 * @param error the code
	 * @param description the description
	 * @return this org
	 */
	public SalesforceOrg refuseLogins(String error, String description) {
		return run(new LoginCommand.RefuseLogins(error, description));
	}

	/**
	 * End the refusal of logins.
	 * @return this org
	 */
	public SalesforceOrg acceptLogins() {
		return run(new LoginCommand.AcceptLogins());
	}

	/**
	 * Limit the logins of each user.
	 * @param loginsPerHour how many succeed within an hour, 3,600 by default
	 * @return this org
	 */
	public SalesforceOrg limitLogins(int loginsPerHour) {
		return run(new LimitCommand.LimitLogins(loginsPerHour));
	}

	/**
	 * Clear all scenarios: faults, delays, refusals, dead tokens, enforced limits and
	 * Apex REST classes.
	 * @return this org
	 */
	public SalesforceOrg clearScenarios() {
		return run(new OrgCommand.ClearScenarios());
	}

	/**
	 * Move the org to another instance. Logins stay where they are; sessions end, API
	 * calls to the old instance find none, and the next login returns the new instance.
	 * @return this org
	 */
	public SalesforceOrg moveToNewInstance() {
		return moveToNewInstance(0);
	}

	/**
	 * Move the org to another instance, and let its old instances redirect API calls
	 * there. Logins stay where they are; sessions end, and the next login returns the new
	 * instance.
	 * @param redirectStatus the status that old instances answer with, such as 301
	 * @return this org
	 */
	public SalesforceOrg moveToNewInstance(int redirectStatus) {
		return run(new CallCommand.MoveToNewInstance(redirectStatus, 0, ""));
	}

	/**
	 * Make the org a sandbox, which accepts {@code https://test.salesforce.com} as
	 * audience, while a production org accepts {@code https://login.salesforce.com}.
	 * @return this org
	 */
	public SalesforceOrg asSandbox() {
		return run(new AppCommand.AsSandbox());
	}

	/**
	 * Add a user, who is active and not approved.
	 * @param username the username
	 * @return this org
	 */
	public SalesforceOrg addUser(String username) {
		return run(new UserCommand.AddUser(username));
	}

	/**
	 * Approve a user for the app, as an admin or as the user does.
	 * @param username the username
	 * @return this org
	 */
	public SalesforceOrg approve(String username) {
		return run(new UserCommand.Approve(username));
	}

	/**
	 * Withdraw the approval. Sessions stay valid.
	 * @param username the username
	 * @return this org
	 */
	public SalesforceOrg removeApproval(String username) {
		return run(new UserCommand.RemoveApproval(username));
	}

	/**
	 * Deactivate a user, whose sessions end.
	 * @param username the username
	 * @return this org
	 */
	public SalesforceOrg deactivate(String username) {
		return run(new UserCommand.Deactivate(username));
	}

	/**
	 * Activate a user again.
	 * @param username the username
	 * @return this org
	 */
	public SalesforceOrg activate(String username) {
		return run(new UserCommand.Activate(username));
	}

	/**
	 * Let each user approve the app ({@code All users may self-authorize}), on the page
	 * at {@code /services/oauth2/authorize}.
	 * @return this org
	 */
	public SalesforceOrg selfAuthorize() {
		return run(new AppCommand.SelfAuthorize());
	}

	/**
	 * Let an admin approve the users ({@code Admin approved users are pre-authorized}),
	 * which is the default.
	 * @return this org
	 */
	public SalesforceOrg adminPreAuthorize() {
		return run(new AppCommand.AdminPreAuthorize());
	}

	/**
	 * Replace the certificate of the app. The caller keeps the new private key;
	 * {@link #privateKey()} still returns the key that no longer matches.
	 * @param pem the PEM text of the certificate, or of a bare public key
	 * @return this org
	 * @throws IllegalArgumentException if the text holds no RSA key
	 */
	public SalesforceOrg certificate(String pem) {
		return run(new AppCommand.Certificate(pem));
	}

	/**
	 * Set the scopes of the app.
	 * @param scopes the scopes, {@code refresh_token} and {@code api} by default
	 * @return this org
	 */
	public SalesforceOrg scopes(String... scopes) {
		return run(new AppCommand.Scopes(List.of(scopes)));
	}

	/**
	 * Set the user that the client credentials flow runs as.
	 * @param username the username, empty for none
	 * @return this org
	 */
	public SalesforceOrg runAs(String username) {
		return run(new AppCommand.RunAs(username));
	}

	/**
	 * Refuse logins from the caller's address.
	 * @param restricted whether they are refused
	 * @return this org
	 */
	public SalesforceOrg restrictLoginIps(boolean restricted) {
		return run(new LoginCommand.RestrictLoginIps(restricted));
	}

	/**
	 * Set the count of API calls that {@code Sforce-Limit-Info} and {@code limits}
	 * report.
	 * @param used the calls of the day so far
	 * @param limit the limit of the day
	 * @return this org
	 */
	public SalesforceOrg apiUsage(int used, int limit) {
		return run(new LimitCommand.ApiUsage(used, limit));
	}

	/**
	 * Refuse API calls past the limit of the day, instead of only counting them.
	 * @param enforced whether they are refused
	 * @return this org
	 * @see #apiUsage
	 */
	public SalesforceOrg enforceApiLimit(boolean enforced) {
		return run(new LimitCommand.EnforceApiLimit(enforced));
	}

	/**
	 * Limit the API calls that run at once, whatever their duration.
	 * @param calls how many may run
	 * @return this org
	 */
	public SalesforceOrg limitConcurrentCalls(int calls) {
		return limitConcurrentCalls(calls, Duration.ZERO);
	}

	/**
	 * Limit the API calls that run at once for long. Salesforce itself lets 25 calls of
	 * 20 seconds run in production, 5 in a Developer Edition.
	 * @param calls how many may run
	 * @param minimumAge how long a call must have run to count, by the server's clock
	 * @return this org
	 */
	public SalesforceOrg limitConcurrentCalls(int calls, Duration minimumAge) {
		return run(new LimitCommand.LimitConcurrentCalls(calls, minimumAge));
	}

	/**
	 * Return how many API calls were counted.
	 * @return the calls of the day so far
	 */
	public int apiCalls() {
		return this.control.view().apiUsage().used();
	}

	/**
	 * Return how many logins were answered with a token.
	 * @return the count since the start
	 */
	public int logins() {
		return this.control.view().logins().successful();
	}

	/**
	 * Return how many requests for a token arrived, whatever their outcome.
	 * @return the count since the start
	 */
	public int loginAttempts() {
		return this.control.view().logins().attempts();
	}

	/**
	 * Return how many logins of a user were answered with a token.
	 * @param username the username
	 * @return the count since the start
	 */
	public int loginsOf(String username) {
		return Math.toIntExact(loginHistory().stream()
			.filter((event) -> event.successful() && event.username().equals(username))
			.count());
	}

	/**
	 * Return the logins that Salesforce decided on; scripted faults are not included.
	 * @return the logins, in order
	 */
	public List<LoginEvent> loginHistory() {
		return this.control.logins()
			.stream()
			.map((login) -> new LoginEvent(login.time(), login.username(), login.subType(), login.status()))
			.toList();
	}

	/**
	 * Return what arrived, logins included.
	 * @return the last 10,000 requests, in order
	 */
	public List<ReceivedRequest> requests() {
		return this.control.requests().stream().map(SalesforceOrg::received).toList();
	}

	/**
	 * Forget the requests that arrived. Counters are kept.
	 * @return this org
	 */
	public SalesforceOrg forgetRequests() {
		return run(new OrgCommand.ForgetRequests());
	}

	/**
	 * Return the form parameters of the requests for a token.
	 * @return one map a request, in order
	 */
	public List<Map<String, String>> tokenRequests() {
		return requests().stream()
			.filter((request) -> request.path().equals("/services/oauth2/token"))
			.map(ReceivedRequest::form)
			.toList();
	}

	/**
	 * Add an sObject, or change the one of that name. It stays when scenarios are
	 * cleared. The type of a field that already has values cannot be changed.
	 * @param object the sObject
	 * @return this org
	 * @throws IllegalArgumentException if an org would refuse the definition
	 */
	public SalesforceOrg defineObject(SalesforceObject object) {
		this.control.define(object.definition());
		return this;
	}

	/**
	 * Let users delete records for good by Bulk API, as the permission {@code Bulk API
	 * Hard Delete} does.
	 * @param allowed whether they may, {@code false} by default
	 * @return this org
	 */
	public SalesforceOrg allowHardDelete(boolean allowed) {
		return run(new DataCommand.AllowHardDelete(allowed));
	}

	/**
	 * Return the records of a type.
	 * @param sObject the name of the type, such as {@code Account}
	 * @return the records' fields by name, in order of creation
	 */
	public List<Map<String, @Nullable Object>> records(String sObject) {
		return this.control.records(sObject);
	}

	private static ReceivedRequest received(RequestLog.Arrival arrival) {
		RequestLog.Answer answer = arrival.answer();
		ApiResponse response = (answer != null) ? answer.response() : null;
		return new ReceivedRequest(arrival.time(), arrival.request().method(), arrival.request().path(),
				arrival.request().query(), arrival.request().headers(), arrival.request().body(),
				(response != null) ? response.status() : 0);
	}

	private SalesforceOrg run(OrgCommand command) {
		this.control.run(command);
		return this;
	}

	/**
	 * Print the id and the place.
	 */
	@Override
	public String toString() {
		return "org " + id() + " at " + url();
	}

}
