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

	private static final String RETRY = SalesforceRequestAttributes.class.getName() + ".RETRY";

	private SalesforceRequestAttributes() {
	}

	/**
	 * Say whether a call is sent again after a transient failure: no connection, 429,
	 * 502, 503, 504, {@code SERVER_UNAVAILABLE}, {@code UNABLE_TO_LOCK_ROW}, or too many
	 * requests at once. Without it GET and HEAD are, and what the properties of the org
	 * add.
	 * <p>
	 * Salesforce may have done what a lost answer would have reported. So a
	 * {@code DELETE} that is sent again can answer 404, and a {@code POST} can write
	 * twice. An upsert by external id ({@code PATCH}) ends in the same state however
	 * often it is sent. A publisher as the body must give the same each time it is
	 * subscribed to: one that has been read before, and is empty then, cannot always be
	 * told from an empty body.
	 * @param retry whether it is sent again
	 * @return the attribute, for {@code attributes(…)}
	 */
	public static Consumer<Map<String, Object>> retry(boolean retry) {
		return (attributes) -> attributes.put(RETRY, retry);
	}

	static @Nullable Boolean retry(Map<String, Object> attributes) {
		return (attributes.get(RETRY) instanceof Boolean retry) ? retry : null;
	}

}
