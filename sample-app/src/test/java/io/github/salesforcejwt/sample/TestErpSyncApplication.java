package io.github.salesforcejwt.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;

class TestErpSyncApplication {

	public static void main(String[] args) {
		SpringApplication.from(ErpSyncApplication::main).with(Org.class).run(args);
	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Org {

		@Bean
		FakeOrg org() {
			return new FakeOrg();
		}

		@Bean
		RestClient salesforceRestClient(RestClient.Builder builder, FakeOrg org) {
			return builder.baseUrl(org.url()).build();
		}

	}

}
