package io.github.salesforcejwt.test.internal.control;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import io.github.salesforcejwt.test.internal.data.ApiResponse;
import io.github.salesforcejwt.test.internal.http.Form;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.RequestLog;
import io.github.salesforcejwt.test.internal.scenario.Description;
import org.jspecify.annotations.Nullable;

/**
 * Requests that arrived, as the control API shows them: secrets are masked.
 */
final class RequestViews {

	private RequestViews() {
	}

	static Summary summary(RequestLog.Arrival arrival) {
		ApiRequest request = arrival.request();
		RequestLog.Answer answer = arrival.answer();
		ApiResponse response = (answer != null) ? answer.response() : null;
		return new Summary(arrival.number(), arrival.time(), request.method(), request.path(),
				Form.encode(Masking.parameters(request.query())), (response != null) ? response.status() : 0,
				(answer != null) ? answer.duration().toMillis() : null, outcome(answer));
	}

	private static String outcome(RequestLog.@Nullable Answer answer) {
		if (answer == null) {
			return "in progress";
		}
		return switch (answer.connection()) {
			case KEPT -> "answered";
			case RESET -> "connection reset";
			case CLOSED -> "connection closed";
		};
	}

	static Reply.Connection connection(String outcome) {
		return switch (outcome) {
			case "connection reset" -> Reply.Connection.RESET;
			case "connection closed" -> Reply.Connection.CLOSED;
			default -> Reply.Connection.KEPT;
		};
	}

	static Detail detail(RequestLog.Arrival arrival) {
		ApiRequest request = arrival.request();
		RequestLog.Answer answer = arrival.answer();
		ApiResponse response = (answer != null) ? answer.response() : null;
		return new Detail(summary(arrival), Masking.headers(request.headers()), body(request.body()),
				(response != null) ? new Response(Masking.headers(response.headers()), body(response.body())) : null);
	}

	private static String body(byte[] body) {
		return Masking.text(new String(body, StandardCharsets.UTF_8));
	}

	/**
	 * A request in a line.
	 */
	record Summary(@Description("Its number, from 1 on") long number, @Description("When it arrived") Instant time,
			@Description("The HTTP method") String method, @Description("The path without the query") String path,
			@Description("The query, secrets masked") String query,
			@Description("The status of the answer, 0 for none") int status,
			@Description("How long the caller waited, in milliseconds") @Nullable Long millis,
			@Description("answered, in progress, connection reset or connection closed") String outcome) {
	}

	/**
	 * A request with all that came with it.
	 */
	record Detail(@Description("The request in a line") Summary request,
			@Description("Its headers, secrets masked") Map<String, String> headers,
			@Description("Its body, secrets masked, cut off after 128 KiB") String body,
			@Description("The answer") @Nullable Response response) {
	}

	/**
	 * An answer.
	 */
	record Response(@Description("Its headers, secrets masked") Map<String, String> headers,
			@Description("Its body, secrets masked, cut off after 128 KiB") String body) {
	}

}
