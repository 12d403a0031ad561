package io.github.salesforcejwt;

import java.lang.StackWalker.StackFrame;
import java.util.List;
import java.util.Set;

import org.springframework.web.client.RestClient;

/**
 * Recognizes that a wrapper around the request factory has lost the attributes of a
 * request, and with them the user that it names: it would be sent as somebody else. The
 * wrapper of {@code bufferContent(…)} is of that kind.
 * <p>
 * A {@code RestClient} asks each of its requests for its attributes. A request that was
 * not asked is behind a wrapper, or does not belong to a {@code RestClient}. The stack
 * shows which, and is inspected in this case only.
 */
final class LostAttributes {

	private static final String CLIENT = RestClient.class.getPackageName() + ".DefaultRestClient";

	private static final String HTTP = "org.springframework.http.client.";

	/** Passes on what attributes there are. */
	private static final String INTERCEPTING = HTTP + "InterceptingClientHttpRequest";

	private static final String BUFFERING = HTTP + "BufferingClientHttpRequestWrapper";

	private static final Set<String> DECISIVE = Set.of(CLIENT, INTERCEPTING, BUFFERING);

	private LostAttributes() {
	}

	/**
	 * Verify that a request whose attributes nobody has asked for has lost none.
	 * @throws IllegalStateException if it may have
	 */
	static void verifyNone(SalesforceSession session) {
		if (!session.isOfUser() && isBehindWrapper()) {
			throw new IllegalStateException("A request of the Salesforce org '" + session.getRegistration().getId()
					+ "' was not sent, since it has lost its attributes, which may name its user. A wrapper around the "
					+ "request factory of the client does not pass them on, such as that of 'bufferContent(…)' without "
					+ "an interceptor, or BufferingClientHttpRequestFactory. Remove it, add an "
					+ "interceptor, or use a client that is bound to a user: SalesforceClients.restClient(id, username).");
		}
	}

	private static boolean isBehindWrapper() {
		List<String> found = StackWalker.getInstance()
			.walk((frames) -> frames.map(StackFrame::getClassName)
				.map((name) -> name.contains("$") ? name.substring(0, name.indexOf('$')) : name)
				.filter(DECISIVE::contains)
				.toList());
		return found.contains(CLIENT) && !found.get(0).equals(INTERCEPTING);
	}

}
