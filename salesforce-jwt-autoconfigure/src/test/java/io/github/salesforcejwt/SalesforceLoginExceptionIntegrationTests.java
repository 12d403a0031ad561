package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.List;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.web.util.HtmlUtils;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link SalesforceLoginException}, made of what a server answers.
 */
class SalesforceLoginExceptionIntegrationTests {

	private static final String CLIENT_ID = "3MVG9lKcPoNINVBIPJjdw1J9LLM82HnFVVX19KY1uA5mu0QqEWhqKpoW3svG3XH";

	private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	@RegisterExtension
	static final WireMockExtension server = WireMockExtension.newInstance()
		.options(wireMockConfig().dynamicPort())
		.build();

	private final SigningKey key = TestKey.RSA_2048.signingKey("salesforce.jwt.private-key");

	@Test
	void refusalTellsWordsMeaningRemedyAndWhatWasSent() {
		SalesforceLoginException ex = refused(400, "invalid_grant", "invalid assertion");
		assertThat(ex).isInstanceOf(ClientAuthorizationException.class)
			.hasNoCause()
			.hasMessage("The login to the Salesforce org 'billing' failed: HTTP 400 invalid_grant 'invalid assertion'. "
					+ SalesforceLoginError.INVALID_ASSERTION.getMeaning() + " Sent to " + server.baseUrl()
					+ ": grant jwt-bearer, issuer 3MVG9l…G3XH, subject erp@acme.example, audience "
					+ "https://login.salesforce.com, expiry 2026-11-22T10:03:00Z, signed by the key of "
					+ "salesforce.jwt.private-key (public key SHA-256 " + this.key.getFingerprint() + "). What to do: "
					+ SalesforceLoginError.INVALID_ASSERTION.getRemedy());
		assertThat(ex.getClientRegistrationId()).isEqualTo("billing");
		assertThat(ex.getError().getErrorCode()).isEqualTo("invalid_grant");
		assertThat(ex.getError().getDescription()).isEqualTo("invalid assertion");
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.INVALID_ASSERTION);
		assertThat(ex.isTransient()).isFalse();
		assertThat(ex.getMessage()).isEqualTo(ex.getExplanation() + " What to do: " + ex.getRemedy());
	}

	@Test
	void userThatHasNotApprovedIsGivenTheLink() {
		SalesforceLoginException ex = login(registration().authorizeRedirectUri("https://app.example/cb?a=b&c=d"),
				oauthError(400, "invalid_grant", "user hasn't approved this consumer"));
		assertThat(ex.getRemedy()).startsWith(SalesforceLoginError.USER_NOT_APPROVED.getRemedy())
			.endsWith(server.baseUrl() + "/services/oauth2/authorize?response_type=code&client_id=" + CLIENT_ID
					+ "&redirect_uri=https%3A%2F%2Fapp.example%2Fcb%3Fa%3Db%26c%3Dd");
	}

	@Test
	void linkSaysWhatIsMissingWhereTheCallbackIsNotKnown() {
		SalesforceLoginException ex = login(registration().authorizeRedirectUri(""),
				oauthError(400, "invalid_grant", "user has not approved this consumer."));
		assertThat(ex.getRemedy()).contains("&redirect_uri=CALLBACK_URL (with the callback URL of the app, which "
				+ "'authorize-redirect-uri' puts there)");
	}

	@Test
	void clientCredentialsTellNoAssertionAndNoSecret() {
		SalesforceRegistration registration = registration()
			.clientCredentials("consumer-sEcReT", ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.build();
		SalesforceLoginException ex = explain(attempt(registration),
				oauthError(400, "invalid_client", "invalid client credentials"));
		assertThat(ex).hasMessageContaining("grant client-credentials, client id 3MVG9l…G3XH. What to do: ");
		assertThat(ex.getMessage()).doesNotContain("sEcReT", "subject", "expiry");
	}

	@ParameterizedTest
	@ValueSource(strings = { "hush", "12 of 34", "a+b/c=", "sec<7>et&\"" })
	void clientSecretThatTheLoginHostRepeatsIsNotTold(String secret) {
		SalesforceRegistration registration = registration()
			.clientCredentials(secret, ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.build();
		String json = secret.replace("\"", "\\\"");
		String html = HtmlUtils.htmlEscape(secret);
		String form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
		for (ResponseDefinitionBuilder answer : List.of(
				oauthError(401, "invalid_client", "no client has " + json + " or " + form), oauthError(400, json, json),
				aResponse().withStatus(403).withBody("<p>blocked: client_secret was " + html + "</p>"),
				aResponse().withStatus(200).withHeader("Content-Type", "text/" + "html").withBody("blocked " + form))) {
			SalesforceLoginException ex = explain(attempt(registration), answer);
			assertThat(ex.getMessage() + ex.getError()).contains("[redacted]").doesNotContain(secret, html, form);
		}
	}

	@Test
	void differenceOfTheClocksIsToldPastThirtySeconds() {
		assertThat(refusedAt("Sun, 22 Nov 2026 10:00:31 GMT"))
			.contains(" The clock of this machine is 31 s behind Salesforce's. ");
		assertThat(refusedAt("Sun, 22 Nov 2026 09:59:00 GMT"))
			.contains(" The clock of this machine is 60 s ahead of Salesforce's. ");
		assertThat(refusedAt("Sun, 22 Nov 2026 10:00:30 GMT")).doesNotContain(" Salesforce's. ");
		assertThat(refusedAt("Sun, 22 Nov 2026 09:59:30 GMT")).doesNotContain(" Salesforce's. ");
		assertThat(refusedAt("not a date")).doesNotContain(" Salesforce's. ");
	}

	private String refusedAt(String date) {
		return login(registration(),
				oauthError(400, "invalid_grant", "expired authorization code").withHeader("Date", date))
			.getMessage();
	}

	@Test
	void dateBeyondAllTimeIsIgnored() {
		assertThat(refusedAt("2 Nov 402999996 0:0 GMT")).contains("What to do: ");
	}

	@Test
	void unknownErrorIsToldInSalesforcesWords() {
		SalesforceLoginException ex = refused(400, "invalid_grant", "moon in the wrong house");
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNKNOWN);
		assertThat(ex).hasMessageContaining("HTTP 400 invalid_grant 'moon in the wrong house'. ");
	}

	@Test
	void htmlIsToldAsAnExcerpt() {
		SalesforceLoginException ex = login(registration(),
				aResponse().withStatus(503)
					.withHeader("Content-Type", "text/html")
					.withBody("<html><head><title>Down</title></head><body>Scheduled maintenance, token "
							+ "00D5g000008fXyZEAU!AR8AsEcReT</body></html>"));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNAVAILABLE);
		assertThat(ex.isTransient()).isTrue();
		assertThat(ex).hasMessageContaining("HTTP 503 'Down Scheduled maintenance, token [redacted]'. ");
		assertThat(ex.getMessage()).doesNotContain("sEcReT");
	}

	@Test
	void arrayIsToldAsAnExcerpt() {
		SalesforceLoginException ex = login(registration(),
				aResponse().withStatus(404)
					.withHeader("Content-Type", "application/json")
					.withBody("[{\"errorCode\":\"NOT_FOUND\"}]"));
		assertThat(ex).hasMessageContaining("HTTP 404 '[{\"errorCode\":\"NOT_FOUND\"}]'. ");
	}

	@Test
	void emptyAnswerIsToldByItsStatus() {
		assertThat(login(registration(), aResponse().withStatus(400))).hasMessageContaining("HTTP 400 with no text. ");
	}

	@Test
	void redirectIsNotFollowed() {
		SalesforceLoginException ex = login(registration(),
				aResponse().withStatus(302).withHeader("Location", "https://elsewhere.example"));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.REDIRECTED);
	}

	@Test
	void pageInPlaceOfATokenIsSaid() {
		SalesforceLoginException ex = login(registration(),
				aResponse().withHeader("Content-Type", "text/html").withBody("<html>Hotel Wi-Fi, please sign in"));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNREADABLE);
		assertThat(ex.isTransient()).isTrue();
		assertThat(ex).hasMessageContaining("HTTP 200 'Hotel Wi-Fi, please sign in'. ");
	}

	/**
	 * As many brackets as an answer may have bytes: a parser that recurses into each
	 * would overflow the stack.
	 */
	@Test
	void deepNestingIsUnreadable() {
		SalesforceLoginException ex = login(registration(), aResponse().withHeader("Content-Type", "application/json")
			.withBody("{\"access_token\":" + "[".repeat(60_000)));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNREADABLE);
	}

	@Test
	void contentTypeThatIsNoneIsSaid() {
		SalesforceLoginException ex = login(registration(), aResponse().withHeader("Content-Type", "json")
			.withBody("{\"access_token\":\"sEcReT\",\"instance_url\":\"https://acme.my.salesforce.com\"}"));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNREADABLE);
		assertThat(ex).hasMessageContaining("failed: an answer whose Content-Type is 'json'. ").hasNoCause();
		assertThat(ex.getMessage()).doesNotContain("sEcReT");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "[]", "{\"access_token\":\"sEcReT\"", "{\"access_token\":\"sEcReT\"}" })
	void jsonWithoutATokenIsSaid(String body) {
		SalesforceLoginException ex = login(registration(),
				aResponse().withHeader("Content-Type", "application/json").withBody(body));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNREADABLE);
		assertThat(ex).hasMessageContaining("failed: an answer without a token. ").hasNoCause();
		assertThat(ex.getMessage()).doesNotContain("sEcReT");
	}

	@Test
	void connectionThatBreaksIsTransient() {
		SalesforceLoginException ex = login(registration(), aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNREACHABLE);
		assertThat(ex.isTransient()).isTrue();
		assertThat(ex).hasMessageContaining("Sent to " + server.baseUrl());
	}

	@Test
	void hostThatDoesNotAnswerIsTransient() {
		SalesforceRegistration registration = registration().loginUrl(URI.create("http://localhost:1")).build();
		SalesforceLoginException ex = explain(attempt(registration));
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.UNREACHABLE);
		assertThat(ex).hasMessageContaining("failed: ConnectException");
	}

	@Test
	void exceptionSurvivesSerialization() throws Exception {
		SalesforceLoginException ex = refused(400, "invalid_grant", "assertion=sEcReT is bad");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
			out.writeObject(ex);
		}
		assertThat(bytes.toString(StandardCharsets.ISO_8859_1)).doesNotContain("sEcReT");
		try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
			SalesforceLoginException copy = (SalesforceLoginException) in.readObject();
			assertThat(copy).hasMessage(ex.getMessage());
			assertThat(copy.getLoginError()).isEqualTo(ex.getLoginError());
			assertThat(copy.getRemedy()).isEqualTo(ex.getRemedy());
		}
	}

	@Test
	void eachCallerOfASharedLoginHasAnExceptionOfItsOwn() {
		SalesforceLoginException shared = refused(400, "invalid_grant", "inactive user");
		SalesforceLoginException own = SalesforceLoginException.forCaller("billing", shared);
		assertThat(own).isNotSameAs(shared).hasMessage(shared.getMessage()).hasNoCause();
		assertThat(own.getLoginError()).isEqualTo(SalesforceLoginError.INACTIVE_USER);
	}

	@Test
	void failureBeforeTheRequestKeepsItsCause() {
		IllegalStateException cause = new IllegalStateException("no key, assertion=sEcReT");
		assertThat(SalesforceLoginException.forCaller("billing", cause)).hasCause(cause)
			.hasMessageContaining(
					"failed. It failed in this application, not at Salesforce. no key, assertion=[redacted]");
	}

	@Test
	void interruptionIsTransient() {
		SalesforceLoginException ex = SalesforceLoginException.interrupted("billing", new InterruptedException());
		assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.INTERRUPTED);
		assertThat(ex.isTransient()).isTrue();
	}

	private SalesforceLoginException refused(int status, String error, String description) {
		return login(registration(), oauthError(status, error, description));
	}

	private static ResponseDefinitionBuilder oauthError(int status, String error, String description) {
		return aResponse().withStatus(status)
			.withHeader("Content-Type", "application/json;charset=UTF-8")
			.withBody("{\"error\":\"%s\",\"error_description\":\"%s\"}".formatted(error, description));
	}

	private SalesforceLoginException login(SalesforceRegistration.Builder registration,
			ResponseDefinitionBuilder answer) {
		return explain(attempt(registration.build()), answer);
	}

	private SalesforceLoginException explain(LoginAttempt attempt, ResponseDefinitionBuilder answer) {
		server.stubFor(post("/services/oauth2/token").willReturn(answer));
		return explain(attempt);
	}

	private SalesforceLoginException explain(LoginAttempt attempt) {
		SalesforceTokenClient client = new SalesforceTokenClient(new JdkClientHttpRequestFactory(),
				ObservationRegistry.NOOP);
		SalesforceRegistration sender = registration().loginUrl(attempt.registration().getLoginUrl())
			.clientCredentials("consumer-sEcReT", ClientAuthenticationMethod.CLIENT_SECRET_POST)
			.build();
		OAuth2AuthorizationException failure = catchThrowableOfType(OAuth2AuthorizationException.class,
				() -> new ClientCredentialsGrant(sender).logIn((request) -> {
					client.send(request);
					throw new AssertionError("a token was answered");
				}));
		assertThat(failure).isNotNull();
		return SalesforceLoginException.of(attempt, failure, CLOCK);
	}

	private LoginAttempt attempt(SalesforceRegistration registration) {
		AtomicReference<String> description = new AtomicReference<>();
		Grants.of(registration, SigningKeys.of(this.key), new AssertionSigner(CLOCK), (key, refused) -> {
		}).logIn((request) -> {
			description.set(request.description());
			return SalesforceSessionTests.token("token", CLOCK);
		});
		return new LoginAttempt(registration, description.get());
	}

	private static SalesforceRegistration.Builder registration() {
		return SalesforceRegistration.withId("billing")
			.clientId(CLIENT_ID)
			.username("erp@acme.example")
			.loginUrl(URI.create(server.baseUrl()))
			.audience("https://login.salesforce.com");
	}

}
