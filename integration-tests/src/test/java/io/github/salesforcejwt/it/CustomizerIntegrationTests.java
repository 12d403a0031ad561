package io.github.salesforcejwt.it;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.salesforcejwt.SalesforceRestClientCustomizer;
import io.github.salesforcejwt.SalesforceWebClientCustomizer;
import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.ReceivedRequest;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application declares to shape the clients of its orgs.
 */
@SpringBootTest(classes = { TestApplication.class, CustomizerIntegrationTests.Customizers.class },
		webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer(orgs = "emea")
class CustomizerIntegrationTests {

	private static final String LIMITS = "/services/data/v68.0/limits";

	private static final List<String> seen = new CopyOnWriteArrayList<>();

	@Autowired
	private RestClient restClient;

	@Autowired
	@Qualifier("emea")
	private RestClient emeaRestClient;

	@Autowired
	private WebClient webClient;

	@Autowired
	private SalesforceServer server;

	@BeforeEach
	void forget() {
		seen.clear();
		this.server.org().endAllSessions().forgetRequests();
		this.server.org("emea").forgetRequests();
	}

	@Test
	void customizerOfTheRestClientKnowsTheOrg() {
		this.restClient.get().uri(LIMITS).retrieve().toBodilessEntity();
		this.emeaRestClient.get().uri(LIMITS).retrieve().toBodilessEntity();
		assertThat(calls("salesforce"))
			.allSatisfy((request) -> assertThat(request.header("Sforce-Call-Options")).isEqualTo("client=salesforce"));
		assertThat(calls("emea"))
			.allSatisfy((request) -> assertThat(request.header("Sforce-Call-Options")).isEqualTo("client=emea"));
	}

	@Test
	void customizerOfTheRestClientAddsAConverter() {
		assertThat(this.restClient.get().uri(LIMITS).retrieve().body(Size.class).bytes()).isPositive();
	}

	@Test
	void customizerOfTheWebClientKnowsTheOrg() {
		this.webClient.get().uri(LIMITS).retrieve().toBodilessEntity().block();
		assertThat(calls("salesforce"))
			.allSatisfy((request) -> assertThat(request.header("Sforce-Call-Options")).isEqualTo("client=salesforce"));
	}

	@Test
	void bootsCustomizersReachCallsAndNotTheLogin() {
		this.restClient.get().uri(LIMITS).retrieve().toBodilessEntity();
		this.webClient.get().uri(LIMITS).retrieve().toBodilessEntity().block();
		assertThat(seen).containsExactly("blocking " + LIMITS, "reactive " + LIMITS);
		assertThat(this.server.org().requests()).extracting(ReceivedRequest::path)
			.contains("/services/oauth2/token", LIMITS);
	}

	private List<ReceivedRequest> calls(String id) {
		List<ReceivedRequest> calls = this.server.org(id)
			.requests()
			.stream()
			.filter((request) -> request.path().equals(LIMITS))
			.toList();
		assertThat(calls).isNotEmpty();
		return calls;
	}

	record Size(int bytes) {
	}

	static class SizeConverter extends AbstractHttpMessageConverter<Size> {

		SizeConverter() {
			super(MediaType.APPLICATION_JSON);
		}

		@Override
		protected boolean supports(Class<?> type) {
			return type == Size.class;
		}

		@Override
		protected Size readInternal(Class<? extends Size> type, HttpInputMessage message) throws IOException {
			return new Size(message.getBody().readAllBytes().length);
		}

		@Override
		protected void writeInternal(Size size, HttpOutputMessage message) {
			throw new HttpMessageNotWritableException("A size is only read");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customizers {

		@Bean
		SalesforceRestClientCustomizer salesforceRestClientCustomizer() {
			return (orgId, builder) -> builder.defaultHeader("Sforce-Call-Options", "client=" + orgId)
				.configureMessageConverters((converters) -> converters.addCustomConverter(new SizeConverter()));
		}

		@Bean
		SalesforceWebClientCustomizer salesforceWebClientCustomizer() {
			return (orgId, builder) -> builder.defaultHeader("Sforce-Call-Options", "client=" + orgId);
		}

		@Bean
		RestClientCustomizer loggingRestClientCustomizer() {
			ClientHttpRequestInterceptor interceptor = (request, body, execution) -> {
				seen.add("blocking " + request.getURI().getPath());
				return execution.execute(request, body);
			};
			return (builder) -> builder.requestInterceptor(interceptor);
		}

		@Bean
		WebClientCustomizer loggingWebClientCustomizer() {
			return (builder) -> builder.filter((request, next) -> {
				seen.add("reactive " + request.url().getPath());
				return next.exchange(request);
			});
		}

		/**
		 * Of the application, for other hosts.
		 */
		@Bean
		WebClient.Builder otherHosts() {
			return WebClient.builder().baseUrl("http://other.invalid");
		}

	}

}
