package io.github.salesforcejwt.autoconfigure.properties;

/**
 * Thrown if a {@code salesforce.jwt.*} property cannot be used. Names the property, what
 * was found, and what to write instead; never a secret.
 */
public class InvalidSalesforceConfigurationException extends IllegalArgumentException {

	private final String property;

	private final String found;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param property the full name of the property
	 * @param found what was found, as a clause that a full stop may follow
	 * @param remedy what to do, in sentences
	 */
	public InvalidSalesforceConfigurationException(String property, String found, String remedy) {
		super(description(property, found) + " " + remedy);
		this.property = property;
		this.found = found;
		this.remedy = remedy;
	}

	private static String description(String property, String found) {
		return "The configuration property '%s' cannot be used: %s.".formatted(property, found);
	}

	/**
	 * Return the property that cannot be used.
	 * @return its full name
	 */
	public String getProperty() {
		return this.property;
	}

	/**
	 * Return which property cannot be used, and what was found.
	 * @return a sentence
	 */
	public String getDescription() {
		return description(this.property, this.found);
	}

	/**
	 * Return what to write instead.
	 * @return sentences
	 */
	public String getRemedy() {
		return this.remedy;
	}

}
