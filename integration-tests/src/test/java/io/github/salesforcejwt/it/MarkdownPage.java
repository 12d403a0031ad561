package io.github.salesforcejwt.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as GitHub reads it.
 *
 * @param path where it is
 * @param prose its lines without those of code blocks
 * @param blocks its code blocks, in order
 */
record MarkdownPage(Path path, List<String> prose, List<Block> blocks) {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");

	private static final Pattern EXTERNAL = Pattern.compile("^[a-z]+:.*");

	/**
	 * A code block.
	 *
	 * @param page the path of the page
	 * @param line the number of its first line
	 * @param language its language
	 * @param text what it holds
	 */
	record Block(Path page, int line, String language, String text) {

		@Override
		public String toString() {
			return ROOT.relativize(this.page) + ":" + this.line;
		}

	}

	/**
	 * Read all pages of the repository that a user reads.
	 */
	static List<MarkdownPage> all() throws IOException {
		List<MarkdownPage> pages = new ArrayList<>();
		for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md",
				"sample-app/README.md", "salesforce-jwt-test/README.md")) {
			pages.add(read(ROOT.resolve(page)));
		}
		try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
			docs.filter((path) -> path.toString().endsWith(".md")).sorted().map(MarkdownPage::read).forEach(pages::add);
		}
		return pages;
	}

	static MarkdownPage root(String path) {
		return read(ROOT.resolve(path));
	}

	static MarkdownPage read(Path path) {
		List<String> prose = new ArrayList<>();
		List<Block> blocks = new ArrayList<>();
		List<String> code = null;
		String language = "";
		int number = 0;
		for (String line : lines(path)) {
			number++;
			boolean fence = line.strip().startsWith("```");
			if (code != null && fence) {
				blocks.add(new Block(path, number - code.size(), language, String.join("\n", code) + "\n"));
				code = null;
			}
			else if (code != null) {
				code.add(line);
			}
			else if (fence) {
				code = new ArrayList<>();
				language = line.strip().substring(3);
			}
			else {
				prose.add(line);
			}
		}
		return new MarkdownPage(path, prose, blocks);
	}

	private static List<String> lines(Path path) {
		try {
			return Files.readAllLines(path);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return the targets of all links within the repository.
	 */
	List<String> links() {
		return this.prose.stream()
			.flatMap((line) -> LINK.matcher(line).results())
			.map((MatchResult link) -> link.group(1))
			.filter((target) -> !EXTERNAL.matcher(target).matches())
			.toList();
	}

	/**
	 * Return the links that lead nowhere.
	 */
	List<String> brokenLinks() {
		return links().stream().filter((link) -> !leadsSomewhere(link)).toList();
	}

	private boolean leadsSomewhere(String link) {
		int hash = link.indexOf('#');
		String file = (hash != -1) ? link.substring(0, hash) : link;
		Path target = file.isEmpty() ? this.path : resolve(file);
		if (!Files.exists(target)) {
			return false;
		}
		return hash == -1 || Files.isRegularFile(target) && read(target).anchors().contains(link.substring(hash + 1));
	}

	Path resolve(String link) {
		return this.path.resolveSibling(link.replaceFirst("#.*", "")).normalize();
	}

	/**
	 * Return the anchors of the headings, by GitHub's rules.
	 */
	List<String> anchors() {
		Map<String, Integer> counts = new HashMap<>();
		return this.prose.stream().filter((line) -> line.matches("#{1,6} .+")).map((heading) -> {
			String text = LINK.matcher(heading.replaceFirst("^#+ ", ""))
				.replaceAll((link) -> link.group().replaceFirst("]\\(.*", "]"));
			String anchor = text.strip()
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
				.replace(' ', '-');
			int count = counts.merge(anchor, 1, Integer::sum);
			return (count == 1) ? anchor : anchor + "-" + (count - 1);
		}).toList();
	}

	List<Block> blocks(String language) {
		return this.blocks.stream().filter((block) -> block.language().equals(language)).toList();
	}

	@Override
	public String toString() {
		return ROOT.relativize(this.path).toString();
	}

}
