package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever comes from elsewhere leads to a result or to a declared exception. An ordinary
 * run takes the inputs of {@code src/test/resources}; with {@code JAZZER_FUZZ=1} and
 * {@code -Djazzer.hooks=true} Jazzer looks for more, guided by coverage, one test a run.
 */
class FuzzTests {

	private static final URI INSTANCE = URI.create("https://acme.my.salesforce.com");

	private static final MutableClock CLOCK = new MutableClock();

	private static final FakeTokenEndpoint ENDPOINT = new FakeTokenEndpoint(CLOCK);

	private static final SalesforceRegistration REGISTRATION = SalesforceRegistration.withId("acme")
		.clientId("3MVG9")
		.clientCredentials("secret", ClientAuthenticationMethod.CLIENT_SECRET_POST)
		.loginUrl(INSTANCE)
		.build();

	/** One for all inputs: the clients of a login take longer to make than to use. */
	private static final SalesforceLogin LOGIN = login();

	private static SalesforceLogin login() {
		LoginBudget budget = new LoginBudget(CLOCK::elapsed);
		return new SalesforceLogin(REGISTRATION, new ClientCredentialsGrant(REGISTRATION),
				new SalesforceTokenClient(ENDPOINT, ObservationRegistry.NOOP), new TrustedOrigins(REGISTRATION),
				(difference) -> {
				}, CLOCK, () -> budget,
				new LoginDeadline(Duration.ofSeconds(10), Runnable::run, ObservationRegistry.NOOP));
	}

	@FuzzTest(maxDuration = "10s")
	void tokenAnswer(FuzzedDataProvider data) {
		int status = data.pickValue(new int[] { 200, 200, 400, 401, 429, 503 });
		String contentType = data.pickValue(new String[] { "application/json", "text/html", "x", "" });
		byte[] body = data.consumeRemainingAsBytes();
		ENDPOINT.answer = () -> {
			MockClientHttpResponse response = new MockClientHttpResponse(body, HttpStatusCode.valueOf(status));
			response.getHeaders().set("Content-Type", contentType);
			return response;
		};
		CLOCK.advance(Duration.ofMinutes(1));
		try {
			assertThat(LOGIN.get().getTokenValue()).isNotEmpty();
		}
		catch (SalesforceLoginException ex) {
			assertThat(ex.getExplanation()).isNotEmpty();
		}
	}

	@FuzzTest(maxDuration = "10s")
	void errorBody(FuzzedDataProvider data) throws Exception {
		int status = data.consumeInt(400, 599);
		byte[] body = data.consumeRemainingAsBytes();
		PeekedResponse response = new PeekedResponse(
				new MockClientHttpResponse(new ByteArrayInputStream(body), HttpStatusCode.valueOf(status)));
		assertThat(CallFailure.of(status, response.beginning(Duration.ofSeconds(5)))).isNotNull();
		assertThat(response.getBody().readAllBytes()).isEqualTo(body);
	}

	@FuzzTest(maxDuration = "10s")
	void limitInfo(FuzzedDataProvider data) {
		ApiQuota quota = new ApiQuota("acme", 0.9, CLOCK::elapsed);
		quota.answered(data.consumeRemainingAsString());
		SalesforceApiUsage usage = quota.usage();
		if (usage != null) {
			assertThat(usage.limit()).isPositive();
			assertThat(usage.used()).isNotNegative();
		}
	}

	@FuzzTest(maxDuration = "10s")
	void retryAfter(FuzzedDataProvider data) {
		HttpHeaders headers = new HttpHeaders();
		headers.set("Retry-After", data.consumeString(40));
		headers.set("Date", data.consumeRemainingAsString());
		Duration pause = RetryAfter.of(headers, Clock.systemUTC());
		if (pause != null) {
			assertThat(pause).isBetween(Duration.ZERO, Duration.ofDays(1));
		}
	}

	@FuzzTest(maxDuration = "10s")
	void uri(FuzzedDataProvider data) {
		TrustedOrigins origins = new TrustedOrigins(REGISTRATION);
		String text = data.consumeRemainingAsString();
		try {
			URI target = origins.resolve(new URI(text), INSTANCE);
			assertThat(target.getScheme()).isEqualToIgnoringCase("https");
			assertThat(target.getHost()).isEqualToIgnoringCase("acme.my.salesforce.com");
			assertThat(target.getRawUserInfo()).isNull();
			assertThat(target.getPort()).isIn(-1, 443);
			assertThat(origins.resolve(origins.relativize(new URI(text), INSTANCE), INSTANCE).getHost())
				.isEqualToIgnoringCase("acme.my.salesforce.com");
		}
		catch (URISyntaxException | UntrustedOriginException ex) {
			assertThat(ex.getMessage()).isNotEmpty();
		}
		try {
			assertThat(origins.instanceUrl(text).getHost())
				.matches(".+\\.(salesforce\\.com|force\\.com|salesforce\\.mil)");
		}
		catch (UntrustedOriginException | MissingInstanceUrlException ex) {
			assertThat(ex.getMessage()).isNotEmpty();
		}
	}

}
