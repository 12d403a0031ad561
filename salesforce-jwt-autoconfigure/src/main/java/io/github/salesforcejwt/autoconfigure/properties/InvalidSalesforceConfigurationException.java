package io.github.salesforcejwt.autoconfigure.properties;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Thrown if {@code salesforce.jwt.*} properties cannot be used. Names each property, what
 * was found, and what to write instead; never a secret.
 */
public class InvalidSalesforceConfigurationException extends IllegalArgumentException {

	private final transient List<Problem> problems;

	/**
	 * Create an exception.
	 * @param property the full name of the property
	 * @param found what was found, as a clause that a full stop may follow
	 * @param remedy what to do, in sentences
	 */
	public InvalidSalesforceConfigurationException(String property, String found, String remedy) {
		this(List.of(new Problem(property, found, remedy)));
	}

	private InvalidSalesforceConfigurationException(List<Problem> problems) {
		super(description(problems) + " " + remedy(problems));
		this.problems = problems;
	}

	/**
	 * Combine several failures, so that all are reported at once. A failure of a property
	 * that an earlier one names is left out: it may follow from that.
	 * @param failures the failures, at least one
	 * @return a failure that names all their properties
	 */
	public static InvalidSalesforceConfigurationException of(List<InvalidSalesforceConfigurationException> failures) {
		List<Problem> problems = new ArrayList<>();
		Set<String> named = new HashSet<>();
		for (InvalidSalesforceConfigurationException failure : failures) {
			failure.problems.stream()
				.filter((problem) -> !named.contains(problem.uniformName()))
				.forEach(problems::add);
			failure.problems.forEach((problem) -> named.add(problem.uniformName()));
		}
		return new InvalidSalesforceConfigurationException(List.copyOf(problems));
	}

	private static String description(List<Problem> problems) {
		if (problems.size() == 1) {
			return "The configuration property '%s' cannot be used: %s.".formatted(problems.get(0).property(),
					problems.get(0).found());
		}
		return problems.stream()
			.map((problem) -> "'%s': %s.".formatted(problem.property(), problem.found()))
			.collect(Collectors.joining("\n    ", "These configuration properties cannot be used:\n    ", ""));
	}

	private static String remedy(List<Problem> problems) {
		if (problems.size() == 1) {
			return problems.get(0).remedy();
		}
		return problems.stream()
			.map((problem) -> "'%s': %s".formatted(problem.property(), problem.remedy()))
			.collect(Collectors.joining("\n    ", "\n    ", ""));
	}

	/**
	 * Return the first property that cannot be used.
	 * @return its full name
	 */
	public String getProperty() {
		return this.problems.get(0).property();
	}

	/**
	 * Return which properties cannot be used, and what was found.
	 * @return a sentence, or a line for each of several properties
	 */
	public String getDescription() {
		return description(this.problems);
	}

	/**
	 * Return what to write instead.
	 * @return sentences, or a line for each of several properties
	 */
	public String getRemedy() {
		return remedy(this.problems);
	}

	private record Problem(String property, String found, String remedy) {

		/**
		 * Return the name without what its spellings differ in.
		 */
		String uniformName() {
			return this.property.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]", "");
		}

	}

}
