package io.github.salesforcejwt;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.http.HttpMethod;
import org.springframework.http.StreamingHttpOutputMessage;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.http.client.MockClientHttpResponse;
import org.springframework.util.StreamUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SalesforceClientHttpRequest}.
 */
@Timeout(5)
class SalesforceClientHttpRequestTests {

	private static final String DEAD = ScriptedServer.SESSION_EXPIRED;

	private final TestSession test = new TestSession(URI.create("https://acme.my.salesforce.com"),
			"files.acme.example");

	private final ScriptedExchange exchange = new ScriptedExchange();

	private final SalesforceSession session = this.test.build();

	@AfterEach
	void forgetInterruption() {
		Thread.interrupted();
	}

	@Test
	void strayAnswerOfAnotherTrustedHostNeitherEndsTheSessionNorIsReplayed() throws Exception {
		SalesforceAccessToken token = this.session.accessToken();
		this.exchange.answer(401, DEAD);
		try (ClientHttpResponse response = request("https://files.acme.example/x").execute()) {
			assertThat(response.getStatusCode().value()).isEqualTo(401);
			assertThat(response.getBody().readAllBytes()).asString().isEqualTo(DEAD);
		}
		assertThat(this.exchange.sent).hasSize(1);
		assertThat(this.session.tokens().current(null)).isSameAs(token);
		assertThat(this.test.logins).hasValue(1);
	}

	@Test
	void usageIsNotBelievedOfAnotherHost() throws Exception {
		this.exchange.answer(() -> {
			MockClientHttpResponse answer = ScriptedExchange.response(200, "");
			answer.getHeaders().set("Sforce-Limit-Info", "api-usage=1/1");
			return answer;
		});
		execute(request("https://files.acme.example/x"));
		assertThat(this.session.getStatus().apiUsage()).isNull();
	}

	@Test
	void requestWithoutACurrentTokenIsADraftUntilTheLogin() throws Exception {
		ClientHttpRequest request = request("/x");
		fill(request);
		assertThat(request.getMethod()).isEqualTo(HttpMethod.GET);
		assertThat(request.getURI()).isEqualTo(URI.create("/x"));
		assertThat(this.test.logins).hasValue(0);
		execute(request);
		assertThat(request.getURI()).isEqualTo(URI.create("https://acme.my.salesforce.com/x"));
		assertFilled(this.exchange.sent.get(0));
	}

	@Test
	void requestWithATokenInHandKnowsWhereItGoes() throws Exception {
		this.session.accessToken();
		ClientHttpRequest request = request("/x");
		fill(request);
		assertThat(request.getURI()).isEqualTo(URI.create("https://acme.my.salesforce.com/x"));
		execute(request);
		assertFilled(this.exchange.sent.get(0));
	}

	@Test
	void replayCarriesHeadersAttributesAndBodyToTheNewInstance() throws Exception {
		this.exchange.answer(() -> {
			this.test.instanceUrl = URI.create("https://acme2.my.salesforce.com");
			return ScriptedExchange.response(401, DEAD);
		});
		ClientHttpRequest request = request("https://acme.my.salesforce.com/x");
		fill(request);
		request.getBody().write("te".getBytes(StandardCharsets.UTF_8));
		request.getBody().write("xt".getBytes(StandardCharsets.UTF_8));
		execute(request);
		assertThat(this.exchange.sent).hasSize(2).allSatisfy(SalesforceClientHttpRequestTests::assertFilled);
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::body).containsExactly("text", "text");
		assertThat(this.session.getStatus().replays()).isOne();
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]");
		assertThat(this.exchange.sent).extracting((sent) -> sent.uri().getHost())
			.containsExactly("acme.my.salesforce.com", "acme2.my.salesforce.com");
	}

	@Test
	void requestWhoseSessionIsReplacedBeforeItIsSentGoesToTheNewOne() throws Exception {
		SalesforceAccessToken first = this.session.accessToken();
		ClientHttpRequest request = request("/x");
		fill(request);
		this.session.invalidate(first);
		this.test.instanceUrl = URI.create("https://acme2.my.salesforce.com");
		execute(request);
		assertThat(this.exchange.sent).hasSize(1).allSatisfy(SalesforceClientHttpRequestTests::assertFilled);
		assertThat(this.exchange.sent.get(0).token()).isEqualTo("[Bearer token-2]");
		assertThat(this.exchange.sent.get(0).uri()).isEqualTo(URI.create("https://acme2.my.salesforce.com/x"));
	}

	@Test
	void requestForAnotherHostIsRefusedWithOrWithoutATokenInHand() throws Exception {
		for (int i = 0; i < 2; i++) {
			ClientHttpRequest request = request("https://evil.example/x");
			assertThatExceptionOfType(UntrustedOriginException.class).isThrownBy(request::execute);
		}
		assertThat(this.session.getStatus().untrustedOrigins()).isEqualTo(2);
		assertThat(this.exchange.sent).isEmpty();
	}

	@Test
	void streamGoesToAFactoryThatStreamsWithoutABuffer() throws Exception {
		List<StreamingHttpOutputMessage.Body> bodies = new ArrayList<>();
		SalesforceClientHttpRequest request = request("/x", (uri, method) -> new StreamingRequest(uri, method, bodies));
		request.setBody(new ConsumedStream("once"));
		request.execute().close();
		assertThat(bodies).hasSize(1);
		ByteArrayOutputStream written = new ByteArrayOutputStream();
		bodies.get(0).writeTo(written);
		assertThat(written).hasToString("once");
		assertThat(bodies.get(0).repeatable()).isFalse();
	}

	@Test
	void consumedStreamIsRefusedWhereTheSessionIsDeadAndTheNextCallHasANewOne() throws Exception {
		this.exchange.answer(401, DEAD);
		SalesforceClientHttpRequest request = request("/x", this.exchange);
		request.setBody(new ConsumedStream("once"));
		assertThatExceptionOfType(SalesforceBodyNotRepeatableException.class).isThrownBy(request::execute);
		execute(request("/x"));
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::body).containsExactly("once", "");
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]");
	}

	@Test
	void consumedStreamIsNotSentAgainAfterALostConnection() throws Exception {
		this.exchange.answer(() -> {
			throw new IOException("reset");
		});
		SalesforceClientHttpRequest request = request("/x", this.exchange);
		request.setBody(new ConsumedStream("once"));
		assertThatIOException().isThrownBy(request::execute).withMessage("reset");
		assertThat(this.exchange.sent).hasSize(1);
	}

	@Test
	void lostConnectionIsRetriedWithTheSessionOfThatMoment() throws Exception {
		this.exchange.answer(() -> {
			this.session.invalidate(this.session.accessToken());
			throw new IOException("reset");
		});
		execute(request("/x"));
		assertThat(this.exchange.sent).extracting(ScriptedExchange.Sent::token)
			.containsExactly("[Bearer token-1]", "[Bearer token-2]");
	}

	@Test
	void hostOfTheCallerIsNotSent() throws Exception {
		this.session.accessToken();
		ClientHttpRequest request = request("/x");
		request.getHeaders().set("Host", "evil.example");
		execute(request);
		assertThat(this.exchange.sent.get(0).headers().containsHeader("Host")).isFalse();
	}

	@Test
	void failureThatIsNotOfTheConnectionIsLeftAsItIs() throws Exception {
		IllegalStateException failure = new IllegalStateException("closed pool");
		this.exchange.answer(() -> {
			throw failure;
		});
		assertThatIllegalStateException().isThrownBy(() -> execute(request("/x"))).isSameAs(failure);
		this.exchange.answer(() -> {
			throw new IllegalStateException(new IOException("reset"));
		});
		execute(request("/x"));
		assertThat(this.exchange.sent).hasSize(3);
	}

	@Test
	void callOfAnInterruptedThreadIsNotRetried() throws Exception {
		this.exchange.answer(() -> {
			Thread.currentThread().interrupt();
			throw new IOException("reset");
		});
		ClientHttpRequest request = request("/x");
		assertThatIOException().isThrownBy(request::execute).withMessage("reset");
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
		assertThat(this.exchange.sent).hasSize(1);
	}

	@Test
	void callThatIsInterruptedWhileItWaitsEndsAtOnce() throws Exception {
		this.test.sleeper = (duration) -> {
			throw new InterruptedException();
		};
		this.exchange.answer(503, "down");
		SalesforceClientHttpRequest request = new SalesforceClientHttpRequest(this.test.build(), this.exchange,
				URI.create("/x"), HttpMethod.GET);
		assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(request::execute);
		assertThat(Thread.currentThread().isInterrupted()).isTrue();
	}

	@Test
	void answersThatAreNotDeliveredAreClosed() throws Exception {
		List<String> closed = new CopyOnWriteArrayList<>();
		for (int status : new int[] { 503, 401 }) {
			this.exchange.answer(() -> new MockClientHttpResponse(new byte[0], status) {

				@Override
				public void close() {
					closed.add("answer " + status);
				}

			});
		}
		execute(request("/x"));
		await().untilAsserted(() -> assertThat(closed).containsExactlyInAnyOrder("answer 503", "answer 401"));
	}

	@Test
	void pausesCountFromTheMomentTheCallBegan() throws Exception {
		this.exchange.answer(() -> {
			this.test.clock.advance(Duration.ofSeconds(20));
			return ScriptedExchange.response(503, "down");
		});
		try (ClientHttpResponse response = request("/x").execute()) {
			assertThat(response.getStatusCode().value()).isEqualTo(503);
		}
		assertThat(this.exchange.sent).hasSize(1);
	}

	private static void fill(ClientHttpRequest request) {
		request.getHeaders().set("X-Call", "1");
		request.getAttributes().put("name", "value");
	}

	private static void assertFilled(ScriptedExchange.Sent sent) {
		assertThat(sent.headers().get("X-Call")).containsExactly("1");
		assertThat(sent.attributes()).containsEntry("name", "value");
	}

	private static void execute(ClientHttpRequest request) throws IOException {
		try (ClientHttpResponse response = request.execute()) {
			assertThat(response.getStatusCode().value()).isEqualTo(200);
		}
	}

	private ClientHttpRequest request(String uri) throws IOException {
		return request(uri, this.exchange);
	}

	private SalesforceClientHttpRequest request(String uri, ClientHttpRequestFactory delegate) throws IOException {
		return (SalesforceClientHttpRequest) new SalesforceClientHttpRequestFactory(this.session, delegate)
			.createRequest(URI.create(uri), HttpMethod.GET);
	}

	/**
	 * A body for a single reading.
	 */
	private static final class ConsumedStream implements StreamingHttpOutputMessage.Body {

		private final ByteArrayInputStream in;

		ConsumedStream(String text) {
			this.in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			StreamUtils.copy(this.in, out);
		}

	}

	private static final class StreamingRequest extends MockClientHttpRequest implements StreamingHttpOutputMessage {

		private final List<Body> bodies;

		StreamingRequest(URI uri, HttpMethod method, List<Body> bodies) {
			super(method, uri);
			setResponse(ScriptedExchange.response(200, "done"));
			this.bodies = bodies;
		}

		@Override
		public void setBody(Body body) {
			this.bodies.add(body);
		}

	}

}
