package io.github.salesforcejwt;

/**
 * Is told what happens to the session of an org: on the thread where it happened, after
 * those who waited for it were released. What it throws is logged and does no harm.
 */
@FunctionalInterface
public interface SalesforceSessionListener {

	/**
	 * Take note of an event.
	 * @param event the event; it holds no secret
	 */
	void onEvent(SalesforceSessionEvent event);

}
