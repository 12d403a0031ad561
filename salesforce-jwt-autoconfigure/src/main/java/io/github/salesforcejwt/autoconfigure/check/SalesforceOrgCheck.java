package io.github.salesforcejwt.autoconfigure.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.github.salesforcejwt.ClockDifference;
import io.github.salesforcejwt.Redaction;
import io.github.salesforcejwt.SalesforceAccessToken;
import io.github.salesforcejwt.SalesforceApiUsage;
import io.github.salesforcejwt.SalesforceClientHttpRequestFactory;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SigningKey;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientResponseException;

/**
 * Runs each step of a call in turn, up to the one that fails.
 */
final class SalesforceOrgCheck {

	private static final ParameterizedTypeReference<List<Map<String, Object>>> VERSIONS = new ParameterizedTypeReference<>() {
	};

	private static final ParameterizedTypeReference<Map<String, Object>> USER_INFO = new ParameterizedTypeReference<>() {
	};

	private static final Pattern VERSION = Pattern.compile("\\d{1,4}\\.\\d{1,2}");

	private static final Pattern ERROR = Pattern.compile("\"(errorCode|message)\"\\s*:\\s*\"([^\"]{1,200})\"");

	private static final double HIGH_API_USAGE = 0.9;

	private final SalesforceSession session;

	private final SalesforceRegistration registration;

	private final ClientHttpRequestFactory http;

	private final RestClient client;

	private final Clock clock;

	private final CheckReport report;

	SalesforceOrgCheck(SalesforceSession session, ClientHttpRequestFactory http, Clock clock, CheckReport report) {
		this.session = session;
		this.registration = session.getRegistration();
		this.http = http;
		this.client = RestClient.builder()
			.requestFactory(new SalesforceClientHttpRequestFactory(session, http))
			.build();
		this.clock = clock;
		this.report = report;
	}

	void run() {
		configuration();
		if (!connection()) {
			return;
		}
		SalesforceAccessToken token = login();
		if (token == null) {
			return;
		}
		this.report.passed(CheckReport.INSTANCE_URL, token.getInstanceUrl().toString());
		String version = latestVersion();
		if (version == null) {
			return;
		}
		userInfo(token);
		if (permission(version)) {
			quota();
		}
	}

	private void configuration() {
		StringBuilder text = new StringBuilder("consumer key ").append(this.registration.getShortClientId());
		if (!this.registration.getUsername().isEmpty()) {
			text.append(", user ").append(this.registration.getUsername());
		}
		if (!this.registration.getAudience().isEmpty()) {
			text.append(", audience ").append(this.registration.getAudience());
		}
		this.report.passed(CheckReport.CONFIGURATION, "grant %s, %s, login host %s"
			.formatted(this.registration.getGrantName(), text, this.registration.getLoginUrl()));
		SigningKey key = this.session.getStatus().signingKey();
		if (key == null) {
			this.report.skipped(CheckReport.KEY, "client credentials need none");
		}
		else {
			this.report.passed(CheckReport.KEY, key + ((key.getCertificateExpiry() != null)
					? ", certificate ends at " + key.getCertificateExpiry() : ""));
		}
	}

	private boolean connection() {
		URI loginUrl = this.registration.getLoginUrl();
		String unresolved = null;
		try {
			String address = InetAddress.getByName(loginUrl.getHost()).getHostAddress();
			this.report.passed(CheckReport.DNS, loginUrl.getHost() + " is " + address);
		}
		catch (UnknownHostException ex) {
			unresolved = loginUrl.getHost() + " cannot be resolved on this machine";
		}
		try {
			RestClient.builder()
				.requestFactory(this.http)
				.build()
				.get()
				.uri(loginUrl.resolve("/services/data"))
				.exchange((request, response) -> {
					connected(loginUrl, ClockDifference.of(response.getHeaders(), this.clock));
					return "";
				});
		}
		catch (ResourceAccessException ex) {
			if (unresolved != null) {
				this.report.failed(CheckReport.DNS, unresolved,
						"Check 'login-url', and the DNS server or proxy of this machine.");
			}
			else {
				unreachable(ex);
			}
			return false;
		}
		if (unresolved != null) {
			this.report.skipped(CheckReport.DNS, unresolved + ", but a proxy reaches it");
		}
		return true;
	}

	private void connected(URI loginUrl, @Nullable ClockDifference difference) {
		this.report.passed(CheckReport.TLS, "https".equals(loginUrl.getScheme())
				? "connected, and the certificate is trusted" : "connected by plain http, without TLS");
		if (difference == null) {
			this.report.skipped(CheckReport.CLOCK, "the login host sends no usable Date header");
		}
		else if (difference.isNotable()) {
			this.report.failed(CheckReport.CLOCK, difference.toString(),
					"Synchronize the clock of this machine (NTP).");
		}
		else {
			this.report.passed(CheckReport.CLOCK, difference.toString());
		}
	}

	private void unreachable(ResourceAccessException ex) {
		Throwable cause = (ex.getCause() instanceof IOException io) ? io : ex;
		String found = cause.getClass().getSimpleName() + ": " + Redaction.excerpt(cause.getMessage());
		this.report.failed(CheckReport.TLS, found, (cause instanceof SSLException)
				? "Trust the certificate: name an SSL bundle with it in 'spring.http.clients.ssl.bundle', or add "
						+ "it to the trust store of Java. A proxy that intercepts TLS presents its own certificate."
				: "Allow connections to " + this.registration.getLoginUrl()
						+ " in the firewall and proxy, and check 'login-url'.");
	}

	private @Nullable SalesforceAccessToken login() {
		try {
			long start = System.nanoTime();
			SalesforceAccessToken token = this.session.accessToken();
			this.report.passed(CheckReport.LOGIN,
					"token received in %d ms".formatted(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)));
			return token;
		}
		catch (SalesforceLoginException ex) {
			this.report.failed(CheckReport.LOGIN, ex.getExplanation(), ex.getRemedy());
			return null;
		}
	}

	private @Nullable String latestVersion() {
		try {
			List<Map<String, Object>> versions = this.client.get().uri("/services/data").retrieve().body(VERSIONS);
			String latest = (versions != null) ? versions.stream()
				.map((version) -> String.valueOf(version.get("version")))
				.filter((version) -> VERSION.matcher(version).matches())
				.max(Comparator.comparingDouble(Double::parseDouble))
				.orElse(null) : null;
			if (latest != null) {
				this.report.passed(CheckReport.REST_VERSIONS, "up to v" + latest);
				return latest;
			}
			this.report.failed(CheckReport.REST_VERSIONS, "none", "Check 'instance-url' and the proxy.");
		}
		catch (RuntimeException ex) {
			this.report.failed(CheckReport.REST_VERSIONS, describe(ex), "Check 'instance-url' and the proxy.");
		}
		return null;
	}

	/**
	 * Without the session: an app without an identity scope is answered as a dead session
	 * would be.
	 */
	private void userInfo(SalesforceAccessToken token) {
		try {
			Map<String, Object> user = RestClient.builder()
				.requestFactory(this.http)
				.build()
				.get()
				.uri(token.getInstanceUrl().resolve("/services/oauth2/userinfo"))
				.headers((headers) -> headers.setBearerAuth(token.getTokenValue()))
				.retrieve()
				.body(USER_INFO);
			this.report.passed(CheckReport.USER_INFO,
					(user != null) ? "%s (%s) of the org %s".formatted(text(user, "preferred_username"),
							text(user, "user_id"), text(user, "organization_id")) : "empty");
		}
		catch (RuntimeException ex) {
			this.report.skipped(CheckReport.USER_INFO, describe(ex)
					+ "; the app may lack the scope 'Access the identity URL service', which calls do not need");
		}
	}

	private static String text(Map<String, Object> values, String name) {
		return Redaction.excerpt(String.valueOf(values.get(name)));
	}

	private boolean permission(String version) {
		try {
			this.client.get().uri("/services/data/v" + version).retrieve().toBodilessEntity();
			this.report.passed(CheckReport.API_PERMISSION, "the user may call the REST API");
			return true;
		}
		catch (RuntimeException ex) {
			String found = describe(ex);
			if (found.contains("REQUEST_LIMIT_EXCEEDED")) {
				this.report.skipped(CheckReport.API_PERMISSION, "unknown while the quota is used up");
				this.report.failed(CheckReport.QUOTA, found, "Wait, or ask Salesforce for more API calls.");
			}
			else {
				this.report.failed(CheckReport.API_PERMISSION, found,
						"Give the user the permission 'API Enabled' by a permission set, check the IP restrictions of the "
								+ "app and the profile, and check that the edition of the org includes the API.");
			}
			return false;
		}
	}

	private void quota() {
		SalesforceApiUsage usage = this.session.getStatus().apiUsage();
		if (usage == null) {
			this.report.skipped(CheckReport.QUOTA, "not reported by Salesforce");
			return;
		}
		String found = "%d of %d API calls of 24 hours are used".formatted(usage.used(), usage.limit());
		if (usage.share() >= HIGH_API_USAGE) {
			this.report.failed(CheckReport.QUOTA, found,
					"Check in Setup, Company Information and API Usage, what calls so often, or ask Salesforce for more.");
		}
		else {
			this.report.passed(CheckReport.QUOTA, found);
		}
	}

	private static String describe(RuntimeException ex) {
		if (!(ex instanceof RestClientResponseException answer)) {
			return ex.getClass().getSimpleName() + ": " + Redaction.excerpt(ex.getMessage());
		}
		StringBuilder text = new StringBuilder("HTTP ").append(answer.getStatusCode().value());
		Matcher errors = ERROR.matcher(answer.getResponseBodyAsString());
		while (errors.find()) {
			text.append(' ').append(Redaction.excerpt(errors.group(2)));
		}
		return text.toString();
	}

}
