package io.github.salesforcejwt.it;

import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceRequestAttributes;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.Faults;
import io.github.salesforcejwt.test.ReceivedRequest;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.ResponseEntity;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;
import org.springframework.web.service.registry.ImportHttpServices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * HTTP interfaces in groups that are named after orgs, and in one that is not.
 */
@SpringBootTest(classes = { TestApplication.class, HttpInterfaceIntegrationTests.Interfaces.class },
		webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "spring.http.clients.redirects=follow",
				"spring.http.serviceclient.salesforce.default-header.Sforce-Call-Options=client=erp",
				"spring.http.serviceclient.salesforce.read-timeout=300ms",
				"spring.http.serviceclient.salesforce.redirects=follow",
				"spring.http.serviceclient.emea.base-url=/services/data/v68.0",
				"spring.http.serviceclient.emea.default-header.Sforce-Call-Options=client=crm",
				"spring.http.serviceclient.emea.read-timeout=300ms" })
@EnableSalesforceServer(orgs = "emea")
class HttpInterfaceIntegrationTests {

	private static final ForeignHost foreign = new ForeignHost();

	@Autowired
	private HttpServiceProxyRegistry interfaces;

	@Autowired
	private SalesforceClients clients;

	@Autowired
	private SalesforceServer server;

	@DynamicPropertySource
	static void foreignHost(DynamicPropertyRegistry registry) {
		registry.add("spring.http.serviceclient.foreign.base-url", foreign::url);
		registry.add("spring.http.serviceclient.foreign-reactive.base-url", foreign::url);
	}

	@AfterAll
	static void close() {
		foreign.close();
	}

	@BeforeEach
	void forgetRequests() {
		this.server.org().forgetRequests();
		this.server.org("emea").forgetRequests();
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce", "emea" })
	void interfaceCallsTheOrgThatItsGroupIsNamedAfter(String id) {
		assertThat(limits(id)).satisfies((answer) -> assertThat(answer.getBody()).contains("DailyApiRequests"));
		assertThat(lastCall(id).header("Authorization"))
			.isEqualTo("Bearer " + this.clients.session(id).accessToken().getTokenValue());
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce", "emea" })
	void headersOfTheGroupsPropertiesAreSent(String id) {
		limits(id);
		assertThat(lastCall(id).header("Sforce-Call-Options"))
			.isEqualTo(id.equals("emea") ? "client=crm" : "client=erp");
	}

	@Test
	void timeoutOfTheGroupsPropertiesAppliesToBothKindsOfClient() {
		this.clients.session("salesforce").accessToken();
		this.clients.session("emea").accessToken();
		this.server.org().delayCalls(Duration.ofSeconds(2));
		this.server.org("emea").delayCalls(Duration.ofSeconds(2));
		assertThatExceptionOfType(ResourceAccessException.class).isThrownBy(() -> limits("salesforce"))
			.havingRootCause()
			.isInstanceOfAny(SocketTimeoutException.class, HttpTimeoutException.class, TimeoutException.class,
					io.netty.handler.timeout.TimeoutException.class);
		assertThatExceptionOfType(WebClientRequestException.class).isThrownBy(() -> limits("emea"))
			.havingRootCause()
			.isInstanceOfAny(HttpTimeoutException.class, io.netty.handler.timeout.TimeoutException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce", "emea" })
	void parameterDecidesWhetherACallIsRetried(String id) {
		this.server.org(id).failNext(1, Faults.serviceUnavailable());
		assertThatException().isThrownBy(() -> limits(id, false))
			.isInstanceOfAny(RestClientResponseException.class, WebClientResponseException.class);
		this.server.org(id).failNext(1, Faults.serviceUnavailable());
		assertThat(limits(id, true).getStatusCode().value()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "salesforce", "emea" })
	void redirectFailsTheCallAndIsNotFollowedWhateverThePropertiesSay(String id) {
		int requests = foreign.authorizations().size();
		this.server.org(id).failNext(1, Faults.redirect(302, foreign.url() + "/elsewhere"));
		assertThatException().isThrownBy(() -> limits(id))
			.isInstanceOfAny(RestClientResponseException.class, WebClientResponseException.class)
			.withMessageContaining("answered 302, a redirect to the host");
		assertThat(foreign.authorizations()).hasSize(requests);
	}

	@Test
	void interfacesOfOtherGroupsGetNoToken() {
		int requests = foreign.authorizations().size();
		limits("foreign");
		limits("foreign-reactive");
		assertThat(foreign.authorizations()).hasSize(requests + 2).containsOnly("null");
	}

	@Test
	void sessionThatIsDeadIsReplacedForInterfacesToo() {
		limits("emea");
		SalesforceOrg org = this.server.org("emea");
		int logins = org.logins();
		org.endAllSessions();
		assertThat(limits("emea").getBody()).contains("DailyApiRequests");
		assertThat(org.logins()).isEqualTo(logins + 1);
	}

	private ResponseEntity<String> limits(String group) {
		return group.equals("emea") ? this.interfaces.getClient(group, Limits.class).limits()
				: this.interfaces.getClient(group, VersionedLimits.class).limits();
	}

	private ResponseEntity<String> limits(String group, boolean retry) {
		return group.equals("emea") ? this.interfaces.getClient(group, Limits.class).limits(retry)
				: this.interfaces.getClient(group, VersionedLimits.class).limits(retry);
	}

	private ReceivedRequest lastCall(String id) {
		return this.server.org(id)
			.requests()
			.stream()
			.filter((request) -> request.path().equals("/services/data/v68.0/limits"))
			.reduce((first, second) -> second)
			.orElseThrow();
	}

	interface Limits {

		@GetExchange("/limits")
		ResponseEntity<String> limits();

		@GetExchange("/limits")
		ResponseEntity<String> limits(@RequestAttribute(SalesforceRequestAttributes.RETRY) boolean retry);

	}

	interface VersionedLimits {

		@GetExchange("/services/data/v68.0/limits")
		ResponseEntity<String> limits();

		@GetExchange("/services/data/v68.0/limits")
		ResponseEntity<String> limits(@RequestAttribute(SalesforceRequestAttributes.RETRY) boolean retry);

	}

	@Configuration(proxyBeanMethods = false)
	@ImportHttpServices(group = "salesforce", types = VersionedLimits.class)
	@ImportHttpServices(group = "emea", types = Limits.class, clientType = ClientType.WEB_CLIENT)
	@ImportHttpServices(group = "foreign", types = VersionedLimits.class)
	@ImportHttpServices(group = "foreign-reactive", types = VersionedLimits.class, clientType = ClientType.WEB_CLIENT)
	static class Interfaces {

	}

}
