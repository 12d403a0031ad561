package io.github.salesforcejwt.test.internal.data;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CsvTests {

	@ParameterizedTest
	@ValueSource(
			strings = { "a,b\n1,2", "a,b\n1,2\n", "a,b\r\n1,2\r\n", "\"a\",\"b\"\r\n\"1\",\"2\"", "a,b\n\n1,2\n\n" })
	void rowsAreRead(String text) {
		assertThat(Csv.read(text, ',')).containsExactly(List.of("a", "b"), List.of("1", "2"));
	}

	@Test
	void quotedValueHoldsDelimitersQuotesAndLines() {
		assertThat(Csv.read("\"a,\"\"b\"\"\r\nc\",,\"\"\n x ,\"y\",\n", ','))
			.containsExactly(List.of("a,\"b\"\r\nc", "", ""), List.of(" x ", "y", ""));
	}

	@Test
	void delimiterCanBeAnother() {
		assertThat(Csv.read("a;b,c\n", ';')).containsExactly(List.of("a", "b,c"));
	}

	@Test
	void nothingHasNoRows() {
		assertThat(Csv.read("", ',')).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"a", "a,\"b\"\"\n", "\"a\"b\n" })
	void quotesOutOfPlaceAreRefused(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> Csv.read(text, ','));
	}

	@Test
	void writtenRowIsReadAgain() {
		List<String> row = List.of("a,\"b\"\n", "", "ü");
		assertThat(Csv.write(row, ',')).isEqualTo("\"a,\"\"b\"\"\n\",\"\",\"ü\"");
		assertThat(Csv.read(Csv.write(row, ','), ',')).containsExactly(row);
	}

}
