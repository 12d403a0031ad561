package io.github.salesforcejwt;

/**
 * Receives the events of the session of an org: on the thread where it happened, after
 * the callers that waited for it were released. Exceptions are logged and otherwise
 * ignored.
 */
@FunctionalInterface
public interface SalesforceSessionListener {

	/**
	 * Receive an event.
	 * @param event the event; it holds no secret
	 */
	void onEvent(SalesforceSessionEvent event);

}
