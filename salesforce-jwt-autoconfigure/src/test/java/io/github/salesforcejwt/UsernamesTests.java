package io.github.salesforcejwt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Usernames}.
 */
class UsernamesTests {

	@Test
	void nameOfAUserIsReturned() {
		assertThat(Usernames.check("jané@acme.example")).isEqualTo("jané@acme.example");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', ignoreLeadingAndTrailingWhitespace = false,
			value = { "\"\"|it is empty", "\" \"|it is blank", "a\u0000b|it has the character U+0000 at the index 1",
					"ab\u200B|it has the character U+200B at the index 2" })
	void nameThatNoUserCanHaveIsRefused(String username, String found) {
		assertThatIllegalArgumentException().isThrownBy(() -> Usernames.check(username))
			.withMessageStartingWith("The user of a Salesforce request cannot be used: " + found + ". Name a user");
	}

}
