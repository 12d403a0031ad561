package io.github.salesforcejwt.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The links between the pages of the documentation.
 */
class DocumentationLinkTests {

	static List<MarkdownPage> pages() throws IOException {
		return MarkdownPage.all();
	}

	@ParameterizedTest
	@MethodSource("pages")
	void linkLeadsToAFileAndAHeadingThatExist(MarkdownPage page) {
		assertThat(page.brokenLinks()).as("links of %s that lead nowhere", page).isEmpty();
	}

	@Test
	void testThatAPageNamesExists() throws IOException {
		Set<String> tests = new HashSet<>();
		try (Stream<Path> files = Files.walk(Path.of(".."))) {
			files.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith("Tests.java"))
				.forEach((name) -> tests.add(name.replace(".java", "")));
		}
		assertThat(pages()).allSatisfy((page) -> assertThat(page.prose()
			.stream()
			.flatMap((line) -> Pattern.compile("`(\\w+Tests)`").matcher(line).results())
			.map((name) -> name.group(1))).as("tests that %s names", page).isSubsetOf(tests));
	}

	@Test
	void pageIsReachedFromTheReadme() throws IOException {
		Set<Path> reached = new HashSet<>();
		reach(MarkdownPage.root("README.md"), reached);
		assertThat(pages()).filteredOn((page) -> page.toString().startsWith("docs/"))
			.isNotEmpty()
			.allSatisfy((page) -> assertThat(reached).contains(page.path()));
	}

	private static void reach(MarkdownPage page, Set<Path> reached) {
		if (reached.add(page.path())) {
			page.links()
				.stream()
				.map(page::resolve)
				.filter((path) -> path.toString().endsWith(".md") && Files.exists(path))
				.forEach((path) -> reach(MarkdownPage.read(path), reached));
		}
	}

	@Test
	void pageWhenLinksAreBrokenNamesThem(@TempDir Path directory) throws IOException {
		Files.writeString(directory.resolve("other.md"), """
				# The `other` page: [one](x.md)
				## Twice
				## Twice
				```
				## In a block
				```
				""");
		Path page = Files.writeString(directory.resolve("page.md"),
				"""
						[a](other.md) [b](other.md#the-other-page-one) [c](other.md#twice-1) [d](#here) [e](https://acme.example)
						[`f`](absent.md) and [g](other.md#twice-2), [h](other.md#in-a-block), [i](#there)
						```
						[j](in-a-block.md)
						```
						# Here
						""");
		assertThat(MarkdownPage.read(page).brokenLinks()).containsExactly("absent.md", "other.md#twice-2",
				"other.md#in-a-block", "#there");
	}

}
