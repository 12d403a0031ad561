package io.github.salesforcejwt.autoconfigure;

/**
 * Thrown where a {@code salesforce.jwt.*} property cannot be used. Says which one, what
 * was found, and what to write instead; never a secret.
 */
class InvalidSalesforceConfigurationException extends IllegalArgumentException {

	private final String property;

	private final String found;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param property the full name of the property
	 * @param found what was found, as a clause that a full stop may follow
	 * @param remedy what to do, in sentences
	 */
	InvalidSalesforceConfigurationException(String property, String found, String remedy) {
		super(description(property, found) + " " + remedy);
		this.property = property;
		this.found = found;
		this.remedy = remedy;
	}

	private static String description(String property, String found) {
		return "The configuration property '%s' cannot be used: %s.".formatted(property, found);
	}

	String property() {
		return this.property;
	}

	String description() {
		return description(this.property, this.found);
	}

	String remedy() {
		return this.remedy;
	}

}
