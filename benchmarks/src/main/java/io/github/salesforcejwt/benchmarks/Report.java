package io.github.salesforcejwt.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was measured, as Markdown.
 */
final class Report {

	private final StringBuilder markdown = new StringBuilder();

	Report heading(int level, String text) {
		return paragraph("#".repeat(level) + " " + text);
	}

	Report paragraph(String format, Object... arguments) {
		String text = (arguments.length > 0) ? String.format(Locale.ROOT, format, arguments) : format;
		this.markdown.append(text).append("\n\n");
		return this;
	}

	Report table(Table table) {
		return paragraph(table.toString());
	}

	@Override
	public String toString() {
		return this.markdown.toString();
	}

	/**
	 * Rows below a header. All columns but the first are aligned to the right.
	 */
	static final class Table {

		private final List<String> lines = new ArrayList<>();

		Table(String... header) {
			row((Object[]) header);
			this.lines.add("|---|" + "---:|".repeat(header.length - 1));
		}

		Table row(Object... cells) {
			this.lines.add(Arrays.stream(cells).map(Table::print).collect(Collectors.joining(" | ", "| ", " |")));
			return this;
		}

		private static String print(Object cell) {
			if (cell instanceof Double number) {
				return String.format(Locale.ROOT, (Math.abs(number) < 10) ? "%.2f" : "%,.0f", number);
			}
			return (cell instanceof Number number) ? String.format(Locale.ROOT, "%,d", number.longValue())
					: cell.toString();
		}

		@Override
		public String toString() {
			return String.join("\n", this.lines);
		}

	}

}
