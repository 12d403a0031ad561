package io.github.salesforcejwt;

/**
 * Checks the names of users in requests. Only Salesforce knows whether a user exists;
 * this refuses names that cannot be intended.
 */
final class Usernames {

	private Usernames() {
	}

	/**
	 * Check the name of a user.
	 * @throws IllegalArgumentException if no user can have it
	 */
	static String check(String username) {
		if (username.isBlank()) {
			throw invalid("it is " + (username.isEmpty() ? "empty" : "blank"));
		}
		int at = 0;
		for (int character : username.codePoints().toArray()) {
			if (isInvisible(character)) {
				throw invalid("it has the character U+%04X at the index %d".formatted(character, at));
			}
			at++;
		}
		return username;
	}

	private static boolean isInvisible(int character) {
		return switch (Character.getType(character)) {
			case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
					Character.SURROGATE, Character.UNASSIGNED ->
				true;
			default -> false;
		};
	}

	static IllegalArgumentException invalid(String found) {
		return new IllegalArgumentException("The user of a Salesforce request cannot be used: " + found
				+ ". Name a user of the org, such as jane@acme.example, from the application's own data, or leave the "
				+ "attribute out to call as the org's own user.");
	}

}
