package io.github.salesforcejwt;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Why a login fails: what Salesforce's answer means, and what to do. The texts come from
 * Salesforce's documentation and from reports of what its token endpoint answers.
 *
 * @see <a href=
 * "https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_flow_errors.htm">OAuth
 * Authorization Flow Errors</a>
 */
public enum SalesforceLoginError {

	/** The app does not let the user in, or there is no such user. */
	USER_NOT_APPROVED(true,
			List.of(answer("invalid_grant", "user hasn't approved this consumer"),
					answer("invalid_grant", "user has not approved this consumer")),
			"The app is not pre-authorized for the user, or 'username' does not exist in this org, or 'login-url' "
					+ "belongs to another org.",
			"In Setup, External Client App Manager, open the OAuth policies of the app, set Permitted Users to 'Admin "
					+ "approved users are pre-authorized', select a permission set there and assign it to the user. "
					+ "Check 'username' and 'login-url'."),

	/** The user has none of the permission sets that the app asks for. */
	USER_NOT_ADMIN_APPROVED(true,
			List.of(answer("invalid_app_access", "user is not admin approved to access this app"),
					answer("invalid_app_access", null), answer("invalid_app_acess", null)),
			"Only pre-authorized users may use the app, and this user has none of its permission sets or profiles.",
			"Assign a permission set of the app's OAuth policies to the user, or add the user's profile to them."),

	/** The certificate in the app does not verify the assertion. */
	INVALID_ASSERTION(true, List.of(answer("invalid_grant", "invalid assertion")),
			"The app cannot verify the signature: its certificate belongs to another key or is missing, or 'Enable JWT "
					+ "Bearer Flow' is off. A change takes 2 to 10 minutes to take effect.",
			"Upload the certificate of the key to the app (a metadata deployment without 'certificate' removes it). "
					+ "They belong together if this prints the fingerprint of the key: openssl x509 -in certificate.pem "
					+ "-pubkey -noout | openssl pkey -pubin -outform DER | openssl sha256"),

	/** The assertion names a wrong audience. */
	INVALID_AUDIENCE(true,
			List.of(answer("invalid_grant", "audience is invalid"),
					answer("invalid_grant", "Audience validation failed")),
			"This login host does not accept the audience.",
			"Set 'audience' to https://login.salesforce.com for production, https://test.salesforce.com for a sandbox, "
					+ "the My Domain URL, or the URL of the Experience Cloud site."),

	/** The assertion had expired when it arrived. */
	EXPIRED_ASSERTION(true, List.of(answer("invalid_grant", "expired authorization code")),
			"The assertion had expired when it arrived: the clock of this machine is slow, or 'assertion-lifetime' too "
					+ "short.",
			"Synchronize the clock of this machine (NTP), and leave 'assertion-lifetime' at 3m."),

	/** The app lacks a scope that pre-authorization needs. */
	REFRESH_TOKEN_SCOPE_REQUIRED(true,
			List.of(answer("invalid_request",
					"refresh_token scope is required and the connected app should be installed and preauthorized")),
			"The app lacks the scope refresh_token, which pre-authorization needs although no refresh token is issued, "
					+ "or it is not pre-authorized.",
			"Add the scope 'Perform requests at any time (refresh_token, offline_access)' to the app, in addition to "
					+ "'Manage user data via APIs (api)', and pre-authorize the user by a permission set."),

	/** The app belongs to another org. */
	APP_NOT_FOUND(true,
			List.of(answer("app_not_found", "External client app is not installed in this org"),
					answer("app_not_found", null)),
			"The consumer key belongs to an app of a different org than 'login-url'.",
			"Set 'login-url' to the My Domain URL of the org that holds the app, or 'client-id' to the consumer key of an "
					+ "app in this org. After a refresh of a sandbox, create its app again and use the new consumer key."),

	/** The consumer key is unknown. */
	INVALID_CLIENT_ID(true,
			List.of(answer("invalid_client_id", "client identifier invalid"), answer("invalid_client_id", null)),
			"There is no app with this consumer key at this login host, or it is too new to be known there yet.",
			"Copy the consumer key from the app (Settings, OAuth Settings) to 'client-id', check 'login-url', and wait 10 "
					+ "minutes after the app was created."),

	/** The consumer secret is wrong. */
	INVALID_CLIENT_CREDENTIALS(true,
			List.of(answer("invalid_client", "invalid client credentials"), answer("invalid_client", null),
					answer("invalid_client_credentials", null)),
			"The consumer secret does not belong to this consumer key.",
			"Copy the consumer secret from the app (Settings, OAuth Settings) to 'client-secret'."),

	/** The app names no user to run as. */
	NO_RUN_AS_USER(true, List.of(answer("invalid_grant", "no client credentials user enabled")),
			"The app does not name the user to run as.",
			"In the OAuth policies of the app, enable the Client Credentials Flow and set its Run As user, who needs the "
					+ "permission 'API Only'."),

	/** Client credentials were sent to a host that does not accept them. */
	DOMAIN_NOT_SUPPORTED(true, List.of(answer("invalid_grant", "request not supported on this domain")),
			"Salesforce accepts client credentials at the My Domain of the org only, not at login or "
					+ "test.salesforce.com.",
			"Set 'login-url' to the My Domain URL, https://MyDomain.my.salesforce.com."),

	/** The app has no scope that fits client credentials. */
	NO_VALID_SCOPES(true, List.of(answer("invalid_grant", "no valid scopes defined")),
			"The app has only scopes that have no effect with client credentials (full, web, refresh_token).",
			"Add the scope 'Manage user data via APIs (api)' to the app."),

	/** The token request held a scope. */
	SCOPE_NOT_SUPPORTED(true,
			List.of(answer("invalid_request", "scope parameter not supported"),
					answer("invalid_request", "scope not supported")),
			"The token request contained a scope, which Salesforce does not accept: the app alone decides.",
			"Remove whatever adds 'scope' to the request, such as a proxy: salesforce-jwt sends none."),

	/** The host or the app does not accept the flow. */
	UNSUPPORTED_GRANT_TYPE(true,
			List.of(answer("unsupported_grant_type", "grant type not supported"),
					answer("unsupported_grant_type", null)),
			"The login host does not accept this flow.",
			"Check that 'login-url' is the My Domain URL of the org, and that the flow is enabled in the app."),

	/** The user is deactivated. */
	INACTIVE_USER(true, List.of(answer("invalid_grant", "inactive user"), answer("inactive_user", null)),
			"The user is deactivated or frozen.",
			"In Setup, Users, activate or unfreeze the user, or set 'username' to another."),

	/** The org is locked or closed. */
	INACTIVE_ORG(true, List.of(answer("inactive_org", null), answer("invalid_grant", "inactive organization")),
			"The org is locked, expired or closed.", "Ask the administrator of the org, or Salesforce's support."),

	/** The address of this machine may not log in. */
	IP_RESTRICTED(true, List.of(answer("invalid_grant", "ip restricted")),
			"The user may not log in from the IP address of this machine.",
			"Add the address to the login IP ranges of the user's profile, or relax the IP restrictions in the OAuth "
					+ "policies of the app."),

	/** The user has logged in too often. */
	LOGIN_RATE_EXCEEDED(false,
			List.of(answer("invalid_grant", "login rate exceeded"), answer("rate_limit_exceeded", null)),
			"The user has logged in more than 3,600 times within an hour, counted over all applications.",
			"Wait an hour. Check in Login History what logs in so often, and give each application a user of its "
					+ "own."),

	/** A refusal without a reason. */
	AUTHENTICATION_FAILURE(true, List.of(answer("invalid_grant", "authentication failure")),
			"Salesforce rejected the user without giving a reason.",
			"The Login History of the user in Setup shows the reason: a login policy, the hours or the IP ranges of the "
					+ "profile, a locked user."),

	/** A refresh token has expired. */
	EXPIRED_TOKEN(true, List.of(answer("invalid_grant", "expired access/refresh token")),
			"The approval of the app for this user has ended.",
			"Pre-authorize the user by a permission set, or let the user approve the app again."),

	/** Another login runs. */
	ALREADY_PROCESSED(false, List.of(answer("invalid_grant", "token request is already being processed")),
			"Another login of the same user is in progress.", "Wait: the login is tried again."),

	/** Salesforce asks to try again. */
	TRY_AGAIN(false, List.of(answer("unknown_error", "retry your request"), answer("unknown_error", null)),
			"Salesforce is temporarily unavailable, or 'login-url' is not the host of this org.",
			"Wait: the login is tried again. If it keeps failing, set 'login-url' to the My Domain URL."),

	/** Salesforce is down, or asks to slow down. */
	UNAVAILABLE(false, List.of(), "HTTP 429 or 5xx", "Salesforce is in maintenance or overloaded.",
			"Wait: the login is tried again. https://status.salesforce.com shows the state of the instance."),

	/** No answer came. */
	UNREACHABLE(false, List.of(), "no answer", "The login host cannot be reached from this machine.",
			"Check 'login-url', DNS, proxy, firewall and trust store, and the timeouts 'connect-timeout' and 'read-timeout'."),

	/** The name of the login host is not known. */
	UNKNOWN_HOST(false, List.of(), "no answer, since the host name does not resolve",
			"The name of the login host does not resolve on this machine.",
			"Check the spelling of 'login-url', then DNS and the name of the proxy."),

	/** The login host redirects. */
	REDIRECTED(false, List.of(), "HTTP 3xx", "The login host redirects, and a token request does not follow redirects.",
			"Set 'login-url' to the My Domain URL of the org, https://MyDomain.my.salesforce.com."),

	/** What answers is not the token endpoint. */
	NOT_TOKEN_ENDPOINT(false, List.of(), "HTTP 404 or 405 without an OAuth error",
			"The server at 'login-url' is not the token endpoint of Salesforce.",
			"Set 'login-url' to the My Domain URL of the org, https://MyDomain.my.salesforce.com, and check the proxy."),

	/** The answer is neither a token nor an OAuth error. */
	UNREADABLE(false, List.of(), "an answer without a usable token and without an OAuth error, such as HTTP 403 or 407",
			"Salesforce answers logins with a token or an OAuth error: a proxy or firewall has answered instead or "
					+ "changed the answer, or 'login-url' is wrong.",
			"Check 'login-url', proxy and firewall. HTTP 407 means that the proxy asks for credentials."),

	/** The login names no instance URL. */
	MISSING_INSTANCE_URL(true, List.of(), "an answer without an instance URL",
			"The answer to the login has a token but no 'instance_url': a proxy or gateway may have removed it.",
			"Set 'instance-url' to the origin of the org, such as https://MyDomain.my.salesforce.com."),

	/** The login names an instance URL that the token may not go to. */
	UNTRUSTED_INSTANCE_URL(true, List.of(), "an instance URL on a foreign host",
			"The login host named an instance URL that is not a host of Salesforce and not allowed, so no token is "
					+ "sent there.",
			"Check 'login-url'. If the instance URL is right, add its host to 'allowed-hosts', or set it with "
					+ "'instance-url'."),

	/** The device that holds the key has not signed. */
	NOT_SIGNED(false, List.of(), "an HSM, a key management service or another signer that fails or does not answer",
			"The device or service that holds the key has not signed the assertion, so nothing was sent to Salesforce.",
			"Check that the device or service of the key is available, and that this application may sign with the key. "
					+ "The login is tried again."),

	/** The device has signed with a key that does not match its certificate. */
	SIGNED_BY_OTHER_KEY(true, List.of(), "a signature made with a key that does not match the certificate",
			"Salesforce would refuse the assertion, so nothing was sent.",
			"Set 'certificate', or the certificate beside the key in its key store, to that of the key that signs, and "
					+ "upload the same one to the app."),

	/** This application has logged in too often. */
	BUDGET_EXHAUSTED(false, List.of(), "more than 600 logins in an hour",
			"This application has logged in to this org 600 times within an hour, or 60 times at once, and stops before "
					+ "Salesforce blocks the user.",
			"No immediate action: the next login is allowed within seconds. Find out what ends the sessions: another "
					+ "application that revokes the token, a session timeout of the org below 'token-lifetime', or tokens "
					+ "that are already invalid when they are issued."),

	/** The thread that waited for a login was interrupted. */
	INTERRUPTED(false, List.of(), "", "The thread was interrupted while it waited for the login.",
			"Nothing, if the application was shutting down."),

	/** The login failed in this application, not at Salesforce. */
	LOCAL_FAILURE(true, List.of(), "", "It failed in this application, not at Salesforce.",
			"The cause of this exception says why."),

	/** A refusal that this catalogue does not know. */
	UNKNOWN(true, List.of(), "anything else", "Salesforce refused the login for an unknown reason.",
			"The Login History of the user in Setup may show the reason. Check 'login-url', 'client-id' and 'username'.");

	private final boolean permanent;

	private final List<Answer> answers;

	private final String title;

	private final String meaning;

	private final String remedy;

	SalesforceLoginError(boolean permanent, List<Answer> answers, String meaning, String remedy) {
		this(permanent, answers, title(answers), meaning, remedy);
	}

	SalesforceLoginError(boolean permanent, List<Answer> answers, String title, String meaning, String remedy) {
		this.permanent = permanent;
		this.answers = answers;
		this.title = title;
		this.meaning = meaning;
		this.remedy = remedy;
	}

	private static String title(List<Answer> answers) {
		return answers.stream()
			.filter((answer) -> answer.description() != null || answers.indexOf(answer) == 0
					|| !answers.get(0).error().equals(answer.error()))
			.map(Answer::toMarkdown)
			.collect(Collectors.joining("<br>"));
	}

	private static Answer answer(String error, @Nullable String description) {
		return new Answer(error, description);
	}

	/**
	 * Return what the failure means.
	 * @return one or two sentences
	 */
	public String getMeaning() {
		return this.meaning;
	}

	/**
	 * Return what to do. Names in single quotes are properties of the org or labels of
	 * Salesforce's Setup.
	 * @return one or more sentences
	 */
	public String getRemedy() {
		return this.remedy;
	}

	/**
	 * Whether the failure lasts until something is changed.
	 * @return {@code false} if a later login may succeed by itself
	 */
	public boolean isPermanent() {
		return this.permanent;
	}

	/**
	 * Whether this is an answer of Salesforce itself, and not of something in between.
	 */
	boolean isAnswerOfSalesforce() {
		return !this.answers.isEmpty() || this == UNKNOWN;
	}

	/**
	 * Return the minimum time without another login. Salesforce counts logins per hour,
	 * so a few within that hour do no harm.
	 */
	Duration leastPause() {
		return (this == LOGIN_RATE_EXCEEDED) ? Duration.ofMinutes(15) : Duration.ZERO;
	}

	/**
	 * Whether the failure concerns only this process, not Salesforce or the way to it.
	 */
	boolean isOfThisProcess() {
		return this == BUDGET_EXHAUSTED || this == INTERRUPTED || this == LOCAL_FAILURE || this == NOT_SIGNED
				|| this == SIGNED_BY_OTHER_KEY;
	}

	/**
	 * Whether to try again at once, within the bounds of the retry policy.
	 */
	boolean isRetried() {
		return !this.permanent && this != BUDGET_EXHAUSTED;
	}

	/**
	 * Find the entry of an answer, whatever its case, spacing and trailing dots.
	 * @param status the HTTP status
	 * @param error the OAuth error, if the answer holds one
	 * @param description its description
	 * @return the entry
	 */
	static SalesforceLoginError of(int status, @Nullable String error, @Nullable String description) {
		String code = normalize(error);
		String words = normalize(description);
		return find((answer) -> answer.description() != null && words.equals(normalize(answer.description())))
			.or(() -> find((answer) -> answer.description() == null && code.equals(answer.error())))
			.filter((entry) -> !entry.permanent || ofStatus(status) != UNAVAILABLE)
			.orElseGet(() -> (error != null && ofStatus(status) == UNREADABLE) ? UNKNOWN : ofStatus(status));
	}

	private static Optional<SalesforceLoginError> find(Predicate<Answer> predicate) {
		return Arrays.stream(values()).filter((entry) -> entry.answers.stream().anyMatch(predicate)).findFirst();
	}

	private static SalesforceLoginError ofStatus(int status) {
		if (status >= 500 || status == 429) {
			return UNAVAILABLE;
		}
		if (status == 404 || status == 405) {
			return NOT_TOKEN_ENDPOINT;
		}
		return (status >= 300 && status < 400) ? REDIRECTED : UNREADABLE;
	}

	private static String normalize(@Nullable String text) {
		String words = (text != null) ? text : "";
		return words.replace('\u2019', '\'')
			.replaceAll("\\s+", " ")
			.strip()
			.replaceAll("[. ]+$", "")
			.toLowerCase(Locale.ROOT);
	}

	/**
	 * Render the catalogue for {@code docs/troubleshooting.md}.
	 */
	static String toMarkdown() {
		return Arrays.stream(values())
			.filter((entry) -> !entry.title.isEmpty())
			.map(SalesforceLoginError::section)
			.collect(Collectors.joining("\n"));
	}

	private static String section(SalesforceLoginError entry) {
		String[] titles = entry.title.split("<br>");
		String others = (titles.length > 1)
				? "Also " + String.join(", ", Arrays.asList(titles).subList(1, titles.length)) + ".\n\n" : "";
		return "### " + StringUtils.capitalize(titles[0]) + "\n\n" + others + "**Cause:** " + entry.meaning
				+ "\n\n**Fix:** " + entry.remedy + "\n";
	}

	/**
	 * What the token endpoint answers.
	 *
	 * @param error the OAuth error
	 * @param description its description, or {@code null} for any
	 */
	private record Answer(String error, @Nullable String description) {

		String toMarkdown() {
			return "`" + this.error + "`" + ((this.description != null) ? " `" + this.description + "`" : "");
		}

	}

}
