package io.github.salesforcejwt.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;

import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientPropertiesMapper;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The starter in an application that logs its users in by OAuth 2.0.
 */
class OAuth2LoginIntegrationTests {

	@Nested
	@WithOAuth2Login
	@SpringBootTest(classes = TestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT)
	class Untouched {

		@Test
		void registrationsStayTheApplicationsOwn(@Autowired InMemoryClientRegistrationRepository registrations) {
			assertThat(registrations).extracting(ClientRegistration::getRegistrationId).containsExactly("github");
		}

		@Test
		void managerStaysSpringSecuritys(@Autowired OAuth2AuthorizedClientManager manager) {
			assertThat(manager).isInstanceOf(DefaultOAuth2AuthorizedClientManager.class);
		}

		@Test
		void loginPageStays(@Value("${local.server.port}") int port) throws Exception {
			assertLoginAtGithub(port);
		}

		@Test
		void callsOfSalesforceNeedNoLoginOfAUser(@Autowired RestClient restClient) {
			assertThat(restClient.get().uri("/services/data").retrieve().body(String.class)).contains("version");
		}

	}

	@Nested
	@WithOAuth2Login
	@SpringBootTest(classes = { TestApplication.class, ByHandConfiguration.class },
			webEnvironment = WebEnvironment.RANDOM_PORT)
	class ByHand {

		@Test
		void managerOfTheApplicationSharesTheSession(@Autowired OAuth2AuthorizedClientManager manager,
				@Autowired SalesforceClients clients, SalesforceServer server) {
			RestClient restClient = RestClient.builder()
				.baseUrl(server.org().instanceUrl())
				.requestInterceptor(new OAuth2ClientHttpRequestInterceptor(manager))
				.defaultRequest((request) -> request
					.attributes(RequestAttributeClientRegistrationIdResolver.clientRegistrationId("salesforce")))
				.build();
			for (String user : List.of("alice", "bob", "alice")) {
				SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(user, "n/a"));
				try {
					assertThat(restClient.get().uri("/services/data/v68.0/limits").retrieve().body(String.class))
						.contains("DailyApiRequests");
				}
				finally {
					SecurityContextHolder.clearContext();
				}
			}
			assertThat(clients.restClient("salesforce").get().uri("/services/data").retrieve().body(String.class))
				.contains("version");
			assertThat(server.org().logins()).isOne();
		}

		@Test
		void registrationsOfTheApplicationStandBesideTheOrg(@Autowired InMemoryClientRegistrationRepository all) {
			assertThat(all).extracting(ClientRegistration::getRegistrationId)
				.containsExactlyInAnyOrder("github", "salesforce");
		}

		@Test
		void loginPageStays(@Value("${local.server.port}") int port) throws Exception {
			assertLoginAtGithub(port);
		}

	}

	private static void assertLoginAtGithub(int port) throws IOException, InterruptedException {
		URI uri = URI.create("http://localhost:" + port + "/orders");
		HttpResponse<Void> response = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).header("Accept", "text/html").build(),
					HttpResponse.BodyHandlers.discarding());
		assertThat(response.statusCode()).isEqualTo(302);
		assertThat(response.headers().firstValue("Location"))
			.hasValueSatisfying((location) -> assertThat(location).endsWith("/oauth2/authorization/github"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OAuth2ClientProperties.class)
	static class ByHandConfiguration {

		@Bean
		ClientRegistrationRepository clientRegistrationRepository(OAuth2ClientProperties properties,
				SalesforceClients salesforce) {
			var registrations = new OAuth2ClientPropertiesMapper(properties).asClientRegistrations().values();
			return new InMemoryClientRegistrationRepository(
					Stream.concat(registrations.stream(), Stream.of(salesforce.clientRegistration("salesforce")))
						.toList());
		}

		@Bean
		OAuth2AuthorizedClientManager authorizedClientManager(ClientRegistrationRepository registrations,
				OAuth2AuthorizedClientService authorizedClients, SalesforceClients salesforce) {
			var manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, authorizedClients);
			manager.setAuthorizedClientProvider(salesforce.authorizedClientProvider());
			return manager;
		}

	}

}
