package io.github.salesforcejwt.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.nimbusds.jwt.SignedJWT;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.test.LoginEvent;
import io.github.salesforcejwt.test.ReceivedRequest;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.groups.Tuple.tuple;

/**
 * The ways to log in: by either grant, at each kind of host, for each audience.
 */
class FlowIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	private static final String RUN_AS = "run-as@salesforce.example";

	private final SalesforceServer server = SalesforceServer.start();

	private final SalesforceOrg org = this.server.org();

	private final Map<String, String> properties = new TreeMap<>(this.server.properties());

	@AfterEach
	void stop() {
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "client-secret-post", "client-secret-basic" })
	void clientCredentialsStandBesideJwtBearerForTheSameOrg(String method) {
		this.org.addUser(RUN_AS).runAs(RUN_AS);
		this.properties.putAll(Map.of("salesforce.jwt.orgs.run-as.grant-type", "client-credentials",
				"salesforce.jwt.orgs.run-as.client-id", this.org.clientId(), "salesforce.jwt.orgs.run-as.client-secret",
				this.org.clientSecret(), "salesforce.jwt.orgs.run-as.client-authentication-method", method,
				"salesforce.jwt.orgs.run-as.login-url", this.org.url()));
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			assertThat(limits(application, "salesforce")).contains("DailyApiRequests");
			assertThat(limits(application, "run-as")).contains("DailyApiRequests");
			this.org.endAllSessions();
			assertThat(limits(application, "run-as")).contains("DailyApiRequests");
			assertThat(limits(application, "salesforce")).contains("DailyApiRequests");
		}
		assertThat(this.org.loginHistory()).extracting(LoginEvent::username, LoginEvent::subType)
			.containsExactly(tuple(this.org.username(), "OAuth JWT Bearer"), tuple(RUN_AS, "OAuth Client Credentials"),
					tuple(RUN_AS, "OAuth Client Credentials"), tuple(this.org.username(), "OAuth JWT Bearer"));
		ReceivedRequest request = this.org.requests()
			.stream()
			.filter((each) -> "client_credentials".equals(each.form().get("grant_type")))
			.findFirst()
			.orElseThrow();
		assertThat(request.form().containsKey("client_secret")).isEqualTo(method.equals("client-secret-post"));
		assertThat(request.header("Authorization").startsWith("Basic "))
			.isEqualTo(method.equals("client-secret-basic"));
		assertThat(request.form()).doesNotContainKey("scope");
	}

	@Test
	void userWhoOpensTheLinkOfTheExceptionIsLetInFromThenOn() throws Exception {
		this.org.selfAuthorize().addUser("new@salesforce.example");
		this.properties.put("salesforce.jwt.username", "new@salesforce.example");
		this.properties.put("salesforce.jwt.authorize-redirect-uri",
				"https://erp.acme.example/callback?from=salesforce");
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			assertThatExceptionOfType(SalesforceLoginException.class)
				.isThrownBy(() -> limits(application, "salesforce"))
				.satisfies((ex) -> {
					assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.USER_NOT_APPROVED);
					approve(ex.getRemedy(), "new@salesforce.example");
				});
			application.getBean(SalesforceClients.class).session("salesforce").renew().get();
			assertThat(limits(application, "salesforce")).contains("DailyApiRequests");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void loginHostOfAllOrgsTakesTheAudienceOfItsKind(boolean sandbox) {
		if (sandbox) {
			this.org.asSandbox();
		}
		this.properties.put("salesforce.jwt.login-url",
				sandbox ? this.server.sandboxLoginUrl() : this.server.productionLoginUrl());
		this.properties.put("salesforce.jwt.audience",
				sandbox ? "https://test.salesforce.com" : "https://login.salesforce.com");
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			assertThat(limits(application, "salesforce")).contains("DailyApiRequests");
			assertThat(
					application.getBean(SalesforceClients.class).session("salesforce").accessToken().getInstanceUrl())
				.hasToString(this.org.instanceUrl());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://acme--dev.sandbox.my.salesforce.com", "https://acme.my.site.com/customers" })
	void audienceIsSentAsItIsWrittenWhateverTheLoginUrl(String audience) throws Exception {
		this.properties.put("salesforce.jwt.audience", audience);
		try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
			assertThatExceptionOfType(SalesforceLoginException.class)
				.isThrownBy(() -> limits(application, "salesforce"))
				.satisfies((ex) -> assertThat(ex.getLoginError()).isEqualTo(SalesforceLoginError.INVALID_AUDIENCE))
				.withMessageContaining("audience " + audience);
		}
		String assertion = this.org.tokenRequests().get(0).get("assertion");
		assertThat(SignedJWT.parse(assertion).getPayload().toJSONObject()).containsEntry("aud", audience);
	}

	@Test
	void instanceUrlThatIsFixedByHandWinsOverTheAnsweredOne() {
		try (Forwarder gateway = Forwarder.http(this.org.url())) {
			this.properties.put("salesforce.jwt.instance-url", gateway.url());
			try (ConfigurableApplicationContext application = Applications.run(this.properties)) {
				assertThat(limits(application, "salesforce")).contains("DailyApiRequests");
			}
			assertThat(gateway.paths()).containsExactly(LIMITS);
		}
	}

	/**
	 * Do what the user's browser does: open the page, and press "Allow".
	 */
	private static void approve(String remedy, String username) {
		Matcher link = Pattern.compile("http://\\S+/services/oauth2/authorize\\?\\S+").matcher(remedy);
		assertThat(link.find()).as(remedy).isTrue();
		URI uri = URI.create(link.group());
		assertThat(send(HttpRequest.newBuilder(uri).build()).body()).contains("Allow access?")
			.contains("https://erp.acme.example/callback?from=salesforce");
		String form = uri.getRawQuery() + "&username=" + username + "&decision=Allow";
		HttpResponse<String> answer = send(HttpRequest.newBuilder(uri.resolve("/services/oauth2/authorize"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString(form))
			.build());
		assertThat(answer.headers().firstValue("Location")).hasValueSatisfying((location) -> assertThat(location)
			.startsWith("https://erp.acme.example/callback?from=salesforce&code="));
	}

	private static HttpResponse<String> send(HttpRequest request) {
		return HttpClient.newHttpClient().sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
	}

	private static String limits(ConfigurableApplicationContext application, String id) {
		return application.getBean(SalesforceClients.class)
			.restClient(id)
			.get()
			.uri(LIMITS)
			.retrieve()
			.body(String.class);
	}

}
