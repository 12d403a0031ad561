package io.github.salesforcejwt.benchmarks;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.salesforcejwt.test.SalesforceServer;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.UriBuilderFactory;

/**
 * Cost of a call inside the client. No network: requests are answered from memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init")
public class CallBenchmark {

	private static final String PATH = "/services/data/v62.0/sobjects/Account/{id}";

	private static final String ID = "001000000000001AAA";

	/**
	 * Whose client it is.
	 */
	@Param({ "BARE", "STARTER", "STOCK_AT_BEST" })
	public Contender contender;

	/**
	 * Whether URIs name the host.
	 */
	@Param({ "RELATIVE", "ABSOLUTE" })
	public String form = "RELATIVE";

	private String uri;

	private SalesforceServer server;

	private StarterApplication starter;

	private RestClient restClient;

	private WebClient webClient;

	static CallBenchmark start(Contender contender, String form) {
		CallBenchmark started = new CallBenchmark();
		started.contender = contender;
		started.form = form;
		started.start();
		return started;
	}

	/**
	 * Make the clients, and log them in.
	 */
	@Setup
	public void start() {
		this.server = SalesforceServer.start();
		UriBuilderFactory uris = this.form.equals("RELATIVE") ? new DefaultUriBuilderFactory(this.server.url())
				: new DefaultUriBuilderFactory();
		this.uri = this.form.equals("RELATIVE") ? PATH : this.server.url() + PATH;
		ClientHttpRequestFactory memory = new MemoryRequestFactory();
		ClientHttpConnector connector = new MemoryConnector();
		this.starter = StarterApplication.of(this.server.org()).requestFactory(memory).connector(connector).start();
		StockClients stock = StockClients.atItsBest(this.server.org(), new JdkClientHttpRequestFactory(),
				Duration.ofHours(1), Duration.ofSeconds(60), Clock.systemUTC());
		String authorization = "Bearer " + this.starter.session().accessToken().getTokenValue();
		this.restClient = switch (this.contender) {
			case STARTER -> this.starter.restClient();
			case STOCK_AT_BEST -> stock.restClient(uris, memory);
			default ->
				RestClient.builder().uriBuilderFactory(uris).requestFactory(withHeader(memory, authorization)).build();
		};
		this.webClient = switch (this.contender) {
			case STARTER -> this.starter.webClient();
			case STOCK_AT_BEST -> stock.webClient(uris, connector);
			default -> WebClient.builder()
				.uriBuilderFactory(uris)
				.clientConnector(withHeader(connector, authorization))
				.filters((filters) -> filters.addAll(filters(this.contender)))
				.build();
		};
		restClient();
		webClient();
	}

	private static List<ExchangeFilterFunction> filters(Contender contender) {
		return (contender == Contender.FILTERED) ? List.of((request, next) -> next.exchange(request)) : List.of();
	}

	private static ClientHttpRequestFactory withHeader(ClientHttpRequestFactory factory, String authorization) {
		return (uri, method) -> {
			ClientHttpRequest request = factory.createRequest(uri, method);
			request.getHeaders().set(HttpHeaders.AUTHORIZATION, authorization);
			return request;
		};
	}

	private static ClientHttpConnector withHeader(ClientHttpConnector connector, String authorization) {
		return (method, uri, callback) -> connector.connect(method, uri, (request) -> {
			request.getHeaders().set(HttpHeaders.AUTHORIZATION, authorization);
			return callback.apply(request);
		});
	}

	/**
	 * End what was started.
	 */
	@TearDown
	public void stop() {
		this.starter.close();
		this.server.close();
	}

	/**
	 * Call by {@link RestClient}.
	 * @return the answer
	 */
	@Benchmark
	public Object restClient() {
		return this.restClient.get().uri(this.uri, ID).retrieve().toBodilessEntity();
	}

	/**
	 * Call by {@link WebClient}.
	 * @return the answer
	 */
	@Benchmark
	public @Nullable Object webClient() {
		return this.webClient.get().uri(this.uri, ID).retrieve().toBodilessEntity().block();
	}

}
