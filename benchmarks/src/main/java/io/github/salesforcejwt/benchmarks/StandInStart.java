package io.github.salesforcejwt.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.salesforcejwt.test.SalesforceServer;

/**
 * Starts the stand-in in a JVM where nothing is loaded yet, then once more, and reports
 * how long each took.
 */
public final class StandInStart {

	private StandInStart() {
	}

	/**
	 * Start.
	 * @param arguments none
	 */
	public static void main(String[] arguments) throws Exception {
		double first = millisToStart();
		double second = millisToStart();
		System.out.println(ChildProcess.RESULT + first + " " + second);
		System.exit(0);
	}

	private static double millisToStart() throws IOException, InterruptedException {
		HttpClient http = HttpClient.newHttpClient();
		long start = System.nanoTime();
		SalesforceServer server = SalesforceServer.start();
		HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/services/data")).build();
		int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
		double millis = (System.nanoTime() - start) / 1e6;
		server.close();
		if (status != 200) {
			throw new IllegalStateException("The list of versions answers " + status);
		}
		return millis;
	}

}
