package io.github.salesforcejwt.it.process;

import java.nio.file.Path;
import java.util.Map;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.github.salesforcejwt.it.TestKeyStore;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.registry.HttpServiceGroup.ClientType;
import org.springframework.web.service.registry.HttpServiceProxyRegistry;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * Application that calls orgs in every style, one of which a bean signs for, beside a
 * {@link WebClient} of its own, and ends.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ImportHttpServices(group = "salesforce", types = AotApplication.Limits.class)
@ImportHttpServices(group = "emea", types = AotApplication.Limits.class, clientType = ClientType.WEB_CLIENT)
class AotApplication {

	public static void main(String[] arguments) {
		new SpringApplicationBuilder(AotApplication.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Bean
	WebClient mine() {
		return WebClient.create();
	}

	@Bean
	@Qualifier("apac")
	JWSSigner signer(@Value("${signer.store}") Path file) throws Exception {
		return new RSASSASigner(new TestKeyStore(file).privateKey());
	}

	@Bean
	CommandLineRunner runner(RestClient salesforce, @Qualifier("emea") RestClient emea,
			@Qualifier("apac") RestClient apac, @Qualifier("salesforce") WebClient salesforceReactive,
			@Qualifier("mine") WebClient mine, WebClient unqualified, HttpServiceProxyRegistry services) {
		return (arguments) -> {
			tell("salesforce", salesforce.get().uri(Limits.URI).retrieve().body(String.class));
			tell("emea", emea.get().uri(Limits.URI).retrieve().body(String.class));
			tell("apac", apac.get().uri(Limits.URI).retrieve().body(String.class));
			tell("reactive", salesforceReactive.get().uri(Limits.URI).retrieve().bodyToMono(String.class).block());
			tell("interface of salesforce", services.getClient("salesforce", Limits.class).limits().toString());
			tell("interface of emea", services.getClient("emea", Limits.class).limits().toString());
			System.out.println("Unqualified WebClient is mine: " + (unqualified == mine));
			System.out.println("Generated: " + Boolean.getBoolean("spring.aot.enabled"));
		};
	}

	private static void tell(String style, String limits) {
		System.out.println("Limits by " + style + ": " + limits.contains("DailyApiRequests"));
	}

	interface Limits {

		String URI = "/services/data/v68.0/limits";

		@GetExchange(URI)
		Map<String, Object> limits();

	}

}
