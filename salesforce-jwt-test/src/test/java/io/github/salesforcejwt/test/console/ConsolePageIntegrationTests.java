package io.github.salesforcejwt.test.console;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.salesforcejwt.test.SalesforceServer;
import io.github.salesforcejwt.test.TestClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of the console, without a browser.
 */
class ConsolePageIntegrationTests {

	@AutoClose
	private final SalesforceServer server = SalesforceServer.start();

	@ParameterizedTest
	@CsvSource({ "/, text/html;charset=UTF-8", "/__stand-in/console/console.css, text/css;charset=UTF-8",
			"/__stand-in/console/console.js, text/javascript;charset=UTF-8",
			"/__stand-in/console/icon.svg, image/svg+xml" })
	void fileIsServedWithAPolicy(String path, String contentType) {
		HttpResponse<String> file = TestClient.get(this.server.url() + path);
		assertThat(file.statusCode()).isEqualTo(200);
		assertThat(file.body()).isNotEmpty();
		assertThat(file.headers().firstValue("Content-Type")).contains(contentType);
		assertThat(file.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		assertThat(file.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'",
				"script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'");
	}

	@Test
	void pageIsServedAtEachHost() {
		assertThat(TestClient.get(this.server.addOrg("acme").url() + "/").body())
			.contains("<title>Stand-in Salesforce");
		assertThat(TestClient.get(this.server.productionLoginUrl() + "/").statusCode()).isEqualTo(200);
	}

	@Test
	void pageIsNoRequestOfAnOrg() {
		TestClient.get(this.server.url() + "/");
		assertThat(this.server.org().requests()).isEmpty();
	}

	@Test
	void pageIsOnlyRead() {
		assertThat(TestClient
			.send(HttpRequest.newBuilder(URI.create(this.server.url() + "/"))
				.POST(HttpRequest.BodyPublishers.ofString("x"))
				.build())
			.statusCode()).isEqualTo(404);
	}

	@Test
	void pageIsNotThereWithoutTheControlApi() {
		try (SalesforceServer off = SalesforceServer.builder().control(SalesforceServer.Control.OFF).start()) {
			assertThat(TestClient.get(off.url() + "/").statusCode()).isEqualTo(404);
			assertThat(TestClient.get(off.url() + "/__stand-in/console/console.js").statusCode()).isEqualTo(404);
		}
	}

}
