package io.github.salesforcejwt;

import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Attributes of a single request, of a {@code RestClient} or a {@code WebClient}.
 * <pre class="code">
 * restClient.patch().uri("/services/data/v68.0/sobjects/Account/ERP_Id__c/42")
 *     .attributes(SalesforceRequestAttributes.retry(true))
 * </pre>
 */
public final class SalesforceRequestAttributes {

	/**
	 * Name of the attribute with the user of a call, a constant for
	 * {@code @RequestAttribute} in HTTP interfaces.
	 * @see #username(String)
	 */
	public static final String USERNAME = "io.github.salesforcejwt.username";

	/**
	 * Name of the attribute with which a call asks for a retry, or for none, a constant
	 * for {@code @RequestAttribute} in HTTP interfaces. Its value is a {@code boolean}.
	 * @see #retry(boolean)
	 */
	public static final String RETRY = "io.github.salesforcejwt.retry";

	private SalesforceRequestAttributes() {
	}

	/**
	 * Say whether a call is sent again after a transient failure: no connection, 429,
	 * 502, 503, 504, {@code SERVER_UNAVAILABLE}, {@code UNABLE_TO_LOCK_ROW}, or too many
	 * requests at once. Without it GET and HEAD are, and what the properties of the org
	 * add.
	 * <p>
	 * Salesforce may have executed a request whose answer was lost. So a {@code DELETE}
	 * that is sent again can answer 404, and a {@code POST} can write twice. An upsert by
	 * external id ({@code PATCH}) ends in the same state however often it is sent. A
	 * publisher used as the body must emit the same data each time it is subscribed to:
	 * one that has already been read, and is then empty, cannot always be distinguished
	 * from an empty body.
	 * @param retry whether it is sent again
	 * @return the attribute, for {@code attributes(…)}
	 */
	public static Consumer<Map<String, Object>> retry(boolean retry) {
		return (attributes) -> attributes.put(RETRY, retry);
	}

	/**
	 * Call as a user of the org instead of the org's own. The user needs a session of
	 * their own, which the first call logs in to with the key of the org, and must have
	 * approved the app, or be pre-authorized for it.
	 * <p>
	 * The name decides what the call may see and do. Take it from the application's own
	 * mapping of its users to those of Salesforce, never from a request.
	 * @param username the user name in Salesforce, such as {@code jane@acme.example}
	 * @return the attribute, for {@code attributes(…)}
	 * @throws IllegalArgumentException if the name is blank or has invisible characters
	 */
	public static Consumer<Map<String, Object>> username(String username) {
		Usernames.check(username);
		return (attributes) -> attributes.put(USERNAME, username);
	}

	/**
	 * Return the user of a call.
	 * @return the user, or {@code null} for the org's own
	 */
	static @Nullable String username(Map<String, Object> attributes) {
		Object username = attributes.get(USERNAME);
		if (username == null || username instanceof String) {
			return (String) username;
		}
		throw Usernames.invalid("the attribute '" + USERNAME + "' is of the type " + username.getClass().getName());
	}

	static @Nullable Boolean retry(Map<String, Object> attributes) {
		return (attributes.get(RETRY) instanceof Boolean retry) ? retry : null;
	}

}
