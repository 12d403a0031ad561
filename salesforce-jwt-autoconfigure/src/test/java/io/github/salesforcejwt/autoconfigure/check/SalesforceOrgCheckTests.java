package io.github.salesforcejwt.autoconfigure.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLHandshakeException;

import io.github.salesforcejwt.MutableClock;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceTokenClient;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.TestKey;
import io.github.salesforcejwt.autoconfigure.keys.SigningKeysFactory;
import io.github.salesforcejwt.autoconfigure.keys.TestKeys;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceOrgCheck}: what it reports when a step ends in one way or
 * another.
 */
class SalesforceOrgCheckTests {

	private static final String LOGIN_URL = "https://127.0.0.1";

	private static final String INSTANCE_URL = "https://acme.my.salesforce.com";

	private static final String VERSIONS = INSTANCE_URL + "/services/data";

	private static final String USER_INFO = INSTANCE_URL + "/services/oauth2/userinfo";

	private static final String API = INSTANCE_URL + "/services/data/v68.0";

	/** A label of a name has 63 characters at most, so no server is asked for it. */
	private static final String UNRESOLVABLE = "a".repeat(64) + ".invalid";

	private static final Pattern MILLIS = Pattern.compile("(?<=token received in )\\d+(?= ms)");

	private final MutableClock clock = new MutableClock();

	private final Host host = new Host();

	private @Nullable SigningKeys signingKeys = SigningKeys.of(TestKey.RSA_2048.signingKey("the key"));

	private SalesforceRegistration.Builder registration = registration(LOGIN_URL).username("erp@acme.example");

	private List<String> report = List.of();

	@BeforeEach
	void letAllBeWell() {
		answerLogin(LOGIN_URL);
		this.host.answer(VERSIONS, 200, """
				[{"version":"9.0"},{"version":"68.0"},{"version":"67.0"}]""");
		this.host.answer(USER_INFO, 200,
				"""
						{"preferred_username":"erp@acme.example","user_id":"005000000000001","organization_id":"00D000000000001"}""");
		this.host.answer(API, 200, "{}", "Sforce-Limit-Info", "api-usage=18/5000");
	}

	@Test
	void eachStepIsReportedWhenAllIsWell() {
		long start = System.nanoTime();
		assertThat(check()).isTrue();
		long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
		assertThat(millis()).isBetween(0L, elapsed);
		assertThat(this.report).containsExactly("", "Salesforce org 'acme'",
				"  ✓ configuration   grant jwt-bearer, consumer key 3MVG9, user erp@acme.example, "
						+ "audience https://127.0.0.1, login host https://127.0.0.1",
				"  ✓ key             the key (public key SHA-256 " + TestKeys.FINGERPRINT + ")",
				"  ✓ DNS             127.0.0.1 is 127.0.0.1",
				"  ✓ TLS             connected, and the certificate is trusted",
				"  ✓ clock           0 s ahead of Salesforce's",
				"  ✓ login           token received in " + millis() + " ms",
				"  ✓ instance URL    https://acme.my.salesforce.com", "  ✓ REST versions   up to v68.0",
				"  ✓ user info       erp@acme.example (005000000000001) of the org 00D000000000001",
				"  ✓ API permission  the user may call the REST API",
				"  ✓ quota           18 of 5000 API calls of 24 hours are used");
		assertThat(this.host.requests).extracting((request) -> request.getURI().toString())
			.containsExactly(LOGIN_URL + "/services/data", LOGIN_URL + "/services/oauth2/token", VERSIONS, USER_INFO,
					API);
		assertThat(this.host.requests).element(3)
			.extracting((request) -> request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
			.isEqualTo("Bearer token-1");
	}

	@Test
	void clientCredentialsHaveNeitherUserNorAudienceNorKey() {
		this.registration = registration(LOGIN_URL).clientCredentials("sec7et",
				ClientAuthenticationMethod.CLIENT_SECRET_POST);
		this.signingKeys = null;
		assertThat(check()).isTrue();
		assertThat(this.report).contains(
				"  ✓ configuration   grant client-credentials, consumer key 3MVG9, login host https://127.0.0.1",
				"  – key             client credentials need none");
	}

	@Test
	void keyIsReportedWithTheEndOfItsCertificate() {
		this.signingKeys = new SigningKeysFactory(new DefaultResourceLoader(), null, new DefaultListableBeanFactory())
			.create("salesforce.jwt", "classpath:keys/bag-attributes.pem", null, null);
		assertThat(check()).isTrue();
		assertThat(this.report).contains("  ✓ key             salesforce.jwt.private-key "
				+ "(classpath:keys/bag-attributes.pem) (public key SHA-256 " + TestKeys.FINGERPRINT
				+ "), certificate ends at 2036-11-19T04:01:33Z");
	}

	@Test
	void plainHttpIsNotReportedAsTls() {
		this.registration = registration("http://127.0.0.1").username("erp@acme.example");
		answerLogin("http://127.0.0.1");
		assertThat(check()).isTrue();
		assertThat(this.report).contains("  ✓ TLS             connected by plain http, without TLS");
	}

	@Test
	void hostThatDoesNotResolveFailsTheNameUnlessAProxyReachesIt() {
		this.registration = registration("https://" + UNRESOLVABLE).username("erp@acme.example");
		this.host.fail("https://" + UNRESOLVABLE + "/services/data", new ConnectException("does not resolve"));
		assertThat(check()).isFalse();
		assertStep("  ✗ DNS             " + UNRESOLVABLE + " cannot be resolved on this machine",
				remedy("Check 'login-url', and the DNS server or proxy of this machine."));
		assertNotReached("TLS", "clock", "login", "instance URL", "REST versions", "user info", "API permission",
				"quota");
		answerLogin("https://" + UNRESOLVABLE);
		assertThat(check()).isTrue();
		assertStep("  ✓ TLS             connected, and the certificate is trusted",
				"  ✓ clock           0 s ahead of Salesforce's",
				"  – DNS             " + UNRESOLVABLE + " cannot be resolved on this machine, but a proxy reaches it");
	}

	@Test
	void hostThatCannotBeReachedFailsTheConnection() {
		this.host.fail(LOGIN_URL + "/services/data", new ConnectException("Connection refused, password=hunter2"));
		assertThat(check()).isFalse();
		assertStep("  ✓ DNS             127.0.0.1 is 127.0.0.1",
				"  ✗ TLS             ConnectException: Connection refused, password=[redacted]",
				remedy("Allow connections to https://127.0.0.1 in the firewall and proxy, and check 'login-url'."));
		assertNotReached("clock", "login", "instance URL", "REST versions", "user info", "API permission", "quota");
		assertThat(this.host.requests).hasSize(1);
	}

	@Test
	void certificateThatIsNotTrustedFailsTheConnectionWithTheWayToTrustIt() {
		this.host.fail(LOGIN_URL + "/services/data", new SSLHandshakeException("PKIX path building failed"));
		assertThat(check()).isFalse();
		assertStep("  ✗ TLS             SSLHandshakeException: PKIX path building failed",
				remedy("Trust the certificate: name an SSL bundle with it in 'spring.http.clients.ssl.bundle', or add "
						+ "it to the trust store of Java. A proxy that intercepts TLS presents its own certificate."));
	}

	@ParameterizedTest
	@CsvSource({ "30, 30 s ahead of", "-30, 30 s behind" })
	void smallDifferenceOfTheClocksIsNoise(int ahead, String words) {
		this.host.serverTime = this.clock.instant().minusSeconds(ahead);
		assertThat(check()).isTrue();
		assertThat(this.report).contains("  ✓ clock           " + words + " Salesforce's");
	}

	@ParameterizedTest
	@CsvSource({ "31, 31 s ahead of", "-31, 31 s behind" })
	void largeDifferenceOfTheClocksFailsAndTheCheckGoesOn(int ahead, String words) {
		this.host.serverTime = this.clock.instant().minusSeconds(ahead);
		assertThat(check()).isFalse();
		assertStep("  ✗ clock           " + words + " Salesforce's",
				remedy("Synchronize the clock of this machine (NTP)."));
		assertOnlyFailureIs("clock");
		assertThat(this.report).contains("  ✓ quota           18 of 5000 API calls of 24 hours are used");
	}

	@Test
	void clockIsSkippedWhenTheHostSendsNoDate() {
		this.host.serverTime = null;
		assertThat(check()).isTrue();
		assertThat(this.report).contains("  – clock           the login host sends no usable Date header");
	}

	@Test
	void refusedLoginIsExplained() {
		this.host.answer(LOGIN_URL + "/services/oauth2/token", 400, """
				{"error":"invalid_grant","error_description":"user hasn't approved this consumer"}""");
		assertThat(check()).isFalse();
		assertThat(this.report).filteredOn((line) -> line.startsWith("  ✗ ") || line.startsWith(remedy("")))
			.satisfiesExactly(
					(line) -> assertThat(line)
						.startsWith("  ✗ login           The login to the Salesforce org 'acme' failed: HTTP 400 "
								+ "invalid_grant 'user hasn't approved this consumer'. The app is not pre-authorized"),
					(line) -> assertThat(line).startsWith(remedy("In Setup, External Client App Manager, open ")));
		assertNotReached("instance URL", "REST versions", "user info", "API permission", "quota");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "[{}]", "[{\"version\":\"latest\"},{\"version\":\"../68.0\"}]" })
	void versionsAreNoneWhenTheInstanceNamesNoneThatIsANumber(String versions) {
		this.host.answer(VERSIONS, 200, versions);
		assertThat(check()).isFalse();
		assertStep("  ✗ REST versions   none", remedy("Check 'instance-url' and the proxy."));
		assertNotReached("user info", "API permission", "quota");
	}

	@Test
	void latestVersionIsTheHighestNumber() {
		this.host.answer(VERSIONS, 200, """
				[{"version":"99.0"},{"version":"100.0"},{"version":"latest"},{"version":"9.0"}]""");
		this.host.answer(INSTANCE_URL + "/services/data/v100.0", 200, "{}");
		assertThat(check()).isTrue();
		assertThat(this.report).contains("  ✓ REST versions   up to v100.0");
	}

	@Test
	void versionsFailWithEachErrorOfTheAnswerAndWithoutItsSecrets() {
		this.host.answer(VERSIONS, 404,
				"""
						[{"errorCode":"NOT_FOUND", "message" : "no such thing"},{"errorCode":"OTHER","message":"access_token=hunter2"}]""");
		assertThat(check()).isFalse();
		assertStep("  ✗ REST versions   HTTP 404 NOT_FOUND no such thing OTHER access_token=[redacted]",
				remedy("Check 'instance-url' and the proxy."));
		assertNotReached("user info", "API permission", "quota");
	}

	@Test
	void versionsFailWithTheKindOfAnExceptionWhenThereIsNoAnswer() {
		this.host.fail(VERSIONS, new IOException("connection reset"));
		assertThat(check()).isFalse();
		assertStep("  ✗ REST versions   ResourceAccessException: I/O error on GET request for "
				+ "\"/services/data\": connection reset", remedy("Check 'instance-url' and the proxy."));
	}

	@Test
	void emptyUserInfoIsReportedAsSuch() {
		this.host.answer(USER_INFO, 200, "");
		assertThat(check()).isTrue();
		assertThat(this.report).contains("  ✓ user info       empty");
	}

	@Test
	void userInfoThatIsRefusedIsSkippedAndTheCheckGoesOn() {
		this.host.answer(USER_INFO, 403, "Missing_OAuth_Token");
		assertThat(check()).isTrue();
		assertStep("  – user info       HTTP 403; the app may lack the scope 'Access the identity URL service', "
				+ "which calls do not need", "  ✓ API permission  the user may call the REST API");
	}

	@Test
	void userWithoutPermissionFailsAndTheQuotaIsNotReached() {
		this.host.answer(API, 403, """
				[{"errorCode":"API_DISABLED_FOR_ORG","message":"not enabled"}]""", "Sforce-Limit-Info",
				"api-usage=18/5000");
		assertThat(check()).isFalse();
		assertStep("  ✗ API permission  HTTP 403 API_DISABLED_FOR_ORG not enabled", remedy(
				"Give the user the permission 'API Enabled' by a permission set, check the IP restrictions of the "
						+ "app and the profile, and check that the edition of the org includes the API."),
				"  – quota           not reached");
	}

	@Test
	void quotaThatIsUsedUpFailsAndLeavesThePermissionOpen() {
		this.host.answer(API, 403, """
				[{"errorCode":"REQUEST_LIMIT_EXCEEDED","message":"TotalRequests Limit exceeded."}]""");
		assertThat(check()).isFalse();
		assertStep("  – API permission  unknown while the quota is used up",
				"  ✗ quota           HTTP 403 REQUEST_LIMIT_EXCEEDED TotalRequests Limit exceeded.",
				remedy("Wait, or ask Salesforce for more API calls."));
		assertOnlyFailureIs("quota");
	}

	@Test
	void quotaIsSkippedWhenSalesforceDoesNotReportIt() {
		this.host.answer(API, 200, "{}");
		assertThat(check()).isTrue();
		assertThat(this.report).last().isEqualTo("  – quota           not reported by Salesforce");
	}

	@Test
	void quotaFailsFromNineTenthsOn() {
		this.host.answer(API, 200, "{}", "Sforce-Limit-Info", "api-usage=8999/10000");
		assertThat(check()).isTrue();
		assertThat(this.report).last().isEqualTo("  ✓ quota           8999 of 10000 API calls of 24 hours are used");
		this.host.answer(API, 200, "{}", "Sforce-Limit-Info", "api-usage=9000/10000");
		assertThat(check()).isFalse();
		assertStep("  ✗ quota           9000 of 10000 API calls of 24 hours are used", remedy(
				"Check in Setup, Company Information and API Usage, what calls so often, or ask Salesforce for more."));
		assertOnlyFailureIs("quota");
	}

	private static SalesforceRegistration.Builder registration(String loginUrl) {
		return SalesforceRegistration.withId("acme").clientId("3MVG9").loginUrl(URI.create(loginUrl));
	}

	private void answerLogin(String loginUrl) {
		this.host.answer(loginUrl + "/services/data", 200, "[]");
		this.host.answer(loginUrl + "/services/oauth2/token", 200, """
				{"access_token":"token-1","instance_url":"%s","token_type":"Bearer"}""".formatted(INSTANCE_URL));
	}

	private boolean check() {
		this.host.requests.clear();
		SalesforceSession session = this.clock
			.applyTo(SalesforceSession.withRegistration(this.registration.build())
				.tokenClient(new SalesforceTokenClient(this.host, ObservationRegistry.NOOP))
				.signingKeys(this.signingKeys))
			.build();
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		CheckReport report = new CheckReport("acme", new PrintStream(out, true, StandardCharsets.UTF_8));
		new SalesforceOrgCheck(session, this.host, this.clock, report).run();
		boolean passed = report.finish();
		this.report = out.toString(StandardCharsets.UTF_8).lines().toList();
		return passed;
	}

	private long millis() {
		Matcher millis = MILLIS.matcher(String.join("\n", this.report));
		assertThat(millis.find()).isTrue();
		return Long.parseLong(millis.group());
	}

	private void assertStep(String... lines) {
		assertThat(this.report).containsSequence(lines);
	}

	private static String remedy(String text) {
		return " ".repeat(20) + "What to do: " + text;
	}

	private void assertNotReached(String... steps) {
		assertThat(this.report).filteredOn((line) -> line.endsWith("not reached"))
			.containsExactlyElementsOf(
					List.of(steps).stream().map((step) -> "  – %-15s not reached".formatted(step)).toList());
	}

	private void assertOnlyFailureIs(String step) {
		assertThat(this.report).filteredOn((line) -> line.startsWith("  ✗ "))
			.singleElement()
			.satisfies((line) -> assertThat(line).startsWith("  ✗ " + step + " "));
	}

	/**
	 * Answers for the login host and the instance, without a network, by the URL.
	 */
	private final class Host implements ClientHttpRequestFactory {

		private final Map<String, Answer> answers = new HashMap<>();

		final List<ClientHttpRequest> requests = new ArrayList<>();

		@Nullable Instant serverTime = SalesforceOrgCheckTests.this.clock.instant();

		void answer(String url, int status, String body, String... header) {
			this.answers.put(url, () -> {
				MockClientHttpResponse response = new MockClientHttpResponse(body.getBytes(StandardCharsets.UTF_8),
						status);
				response.getHeaders().set(HttpHeaders.CONTENT_TYPE, "application/json");
				if (this.serverTime != null) {
					response.getHeaders()
						.set(HttpHeaders.DATE,
								DateTimeFormatter.RFC_1123_DATE_TIME.format(this.serverTime.atZone(ZoneOffset.UTC)));
				}
				if (header.length > 0) {
					response.getHeaders().set(header[0], header[1]);
				}
				return response;
			});
		}

		void fail(String url, IOException failure) {
			this.answers.put(url, () -> {
				throw failure;
			});
		}

		@Override
		public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
			return new MockClientHttpRequest(method, uri) {

				@Override
				protected ClientHttpResponse executeInternal() throws IOException {
					Host.this.requests.add(this);
					return Host.this.answers.get(uri.toString()).get();
				}

			};
		}

	}

	@FunctionalInterface
	private interface Answer {

		ClientHttpResponse get() throws IOException;

	}

}
