package io.github.salesforcejwt.benchmarks;

/**
 * What is compared.
 */
public enum Contender {

	/**
	 * A client that logs in nowhere and sends a constant {@code Authorization} header.
	 */
	BARE("bare"),

	/**
	 * The bare {@code WebClient} with a filter that does nothing: what no filter can do
	 * with less.
	 */
	FILTERED("bare, with a filter that does nothing"),

	/**
	 * This starter, as its auto-configuration sets it up.
	 */
	STARTER("salesforce-jwt"),

	/**
	 * Spring Security's client with the least that makes a login possible.
	 */
	STOCK("Spring Security, default"),

	/**
	 * Spring Security's client with a lifetime made up for each token, one principal for
	 * all callers, and dead tokens removed.
	 */
	STOCK_AT_BEST("Spring Security, tuned"),

	/**
	 * Apache Camel's Salesforce component.
	 */
	CAMEL("Apache Camel");

	private final String label;

	Contender(String label) {
		this.label = label;
	}

	@Override
	public String toString() {
		return this.label;
	}

}
