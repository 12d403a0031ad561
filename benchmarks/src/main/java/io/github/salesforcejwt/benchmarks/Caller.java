package io.github.salesforcejwt.benchmarks;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;

import io.github.salesforcejwt.test.SalesforceOrg;

import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;

/**
 * Calls the API of an org, logged in by one of those that are compared.
 */
interface Caller extends AutoCloseable {

	/** An answer of some hundred bytes. */
	String PATH = "/services/data/v62.0/limits";

	/**
	 * Make one call.
	 * @throws Exception if it is lost
	 */
	void call() throws Exception;

	@Override
	default void close() {
		// most have nothing to close
	}

	/**
	 * Return what sends the requests of each contender alike: by HTTP/1.1, as Salesforce
	 * speaks it. The JDK's client would change to HTTP/2 where a server on the loopback
	 * interface offers that, and then fails past 100 calls at once.
	 */
	static ClientHttpRequestFactory http() {
		return new JdkClientHttpRequestFactory(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
	}

	static Caller starter(SalesforceOrg org, Duration tokenLifetime, ClientHttpRequestFactory factory, Clock clock) {
		StarterApplication application = StarterApplication.of(org)
			.requestFactory(factory)
			.clock(clock)
			.property("salesforce.jwt.token-lifetime", tokenLifetime.toString())
			.start();
		Caller caller = of(application.restClient());
		return new Caller() {

			@Override
			public void call() throws Exception {
				caller.call();
			}

			@Override
			public void close() {
				application.close();
			}

		};
	}

	static Caller stock(SalesforceOrg org, ClientHttpRequestFactory factory, Clock clock) {
		return of(StockClients.asItComes(org, http(), clock)
			.restClient(new DefaultUriBuilderFactory(org.url()), factory));
	}

	static Caller stockAtItsBest(SalesforceOrg org, Duration tokenLifetime, Duration skew,
			ClientHttpRequestFactory factory, Clock clock) {
		return of(StockClients.atItsBest(org, http(), tokenLifetime, skew, clock)
			.restClient(new DefaultUriBuilderFactory(org.url()), factory));
	}

	static Caller of(RestClient client) {
		return () -> client.get().uri(PATH).retrieve().toBodilessEntity();
	}

}
