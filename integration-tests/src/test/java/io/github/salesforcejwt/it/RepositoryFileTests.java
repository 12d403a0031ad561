package io.github.salesforcejwt.it;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files that GitHub and Maven read: workflows call scripts that exist, forms have
 * what GitHub demands, and a POM says each thing once.
 */
class RepositoryFileTests {

	private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

	private static final Path GITHUB = ROOT.resolve(".github");

	static List<Path> workflows() throws IOException {
		return files(GITHUB.resolve("workflows"), ".yml");
	}

	static List<Path> forms() throws IOException {
		return files(GITHUB.resolve("ISSUE_TEMPLATE"), ".yml").stream()
			.filter((path) -> !path.endsWith("config.yml"))
			.toList();
	}

	static List<Path> poms() throws IOException {
		return files(ROOT, "pom.xml").stream()
			.filter((path) -> !path.toString().contains("/target/") && !path.toString().contains("/node_modules/"))
			.toList();
	}

	@ParameterizedTest
	@MethodSource("workflows")
	void workflowRunsScriptsThatExist(Path file) throws IOException {
		Map<?, ?> workflow = yaml(file);
		// YAML 1.1 reads the key "on" as a boolean
		assertThat(workflow.get(true)).isNotNull();
		assertThat(mapping(workflow.get("permissions")).get("contents")).isEqualTo("read");
		List<String> scripts = new ArrayList<>();
		mapping(workflow.get("jobs")).forEach((name, job) -> {
			assertThat(mapping(job).get("runs-on")).as("runs-on of %s", name).isNotNull();
			assertThat(mapping(job).get("timeout-minutes")).as("timeout-minutes of %s", name)
				.isInstanceOf(Integer.class);
			for (Object step : (List<?>) mapping(job).get("steps")) {
				Map<?, ?> keys = mapping(step);
				if (keys.get("uses") instanceof String action) {
					assertThat(action).matches("actions/[a-z-]+@v\\d+");
				}
				else {
					scripts.add(String.valueOf(keys.get("run")).replaceFirst(" .*", ""));
				}
			}
		});
		assertThat(scripts).isNotEmpty().allSatisfy((script) -> assertThat(ROOT.resolve(script)).isExecutable());
	}

	@Test
	void workflowTestsEachVersionThatTheMatrixKnows() throws IOException {
		Map<?, ?> job = mapping(mapping(yaml(GITHUB.resolve("workflows/build.yml")).get("jobs")).get("matrix"));
		Map<?, ?> matrix = mapping(mapping(job.get("strategy")).get("matrix"));
		List<String> cells = ((List<?>) matrix.get("boot")).stream()
			.flatMap((boot) -> ((List<?>) matrix.get("java")).stream().map((java) -> boot + ":" + java))
			.toList();
		assertThat(Files.readString(ROOT.resolve(".ci/matrix"))).contains("cells=(" + String.join(" ", cells) + ")");
	}

	@ParameterizedTest
	@MethodSource("forms")
	void formHasWhatGitHubDemands(Path file) throws IOException {
		Map<?, ?> form = yaml(file);
		assertThat(form.get("name")).isInstanceOf(String.class);
		assertThat(form.get("description")).isInstanceOf(String.class);
		Set<Object> ids = new HashSet<>();
		for (Object element : (List<?>) form.get("body")) {
			Object type = mapping(element).get("type");
			Map<?, ?> attributes = mapping(mapping(element).get("attributes"));
			assertThat(type).isIn("markdown", "input", "textarea", "dropdown", "checkboxes");
			assertThat(attributes.get(type.equals("markdown") ? "value" : "label")).isInstanceOf(String.class);
			assertThat(type.equals("markdown") || ids.add(mapping(element).get("id"))).isTrue();
		}
		assertThat(ids).isNotEmpty().doesNotContainNull();
	}

	@Test
	void updatesAreLookedForInDirectoriesThatExist() throws IOException {
		Map<?, ?> dependabot = yaml(GITHUB.resolve("dependabot.yml"));
		assertThat(dependabot.get("version")).isEqualTo(2);
		assertThat((List<?>) dependabot.get("updates")).isNotEmpty().allSatisfy((update) -> {
			assertThat(mapping(update).get("package-ecosystem")).isNotNull();
			assertThat(mapping(mapping(update).get("schedule")).get("interval")).isIn("weekly", "monthly");
			assertThat(ROOT.resolve("." + mapping(update).get("directory"))).isDirectory();
		});
	}

	@ParameterizedTest
	@MethodSource("poms")
	void pomSaysEachPropertyOnce(Path pom) throws Exception {
		List<String> names = elements(parse(pom), "properties").stream()
			.flatMap((properties) -> children(properties)
				.map((property) -> properties.getParentNode().hashCode() + " " + property.getNodeName()))
			.toList();
		assertThat(names).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@MethodSource("poms")
	void versionIsAPropertyOfTheParent(Path pom) throws Exception {
		Document document = parse(pom);
		assertThat(elements(document, "version"))
			.filteredOn((version) -> !List.of("project", "parent").contains(version.getParentNode().getNodeName())
					&& !isRule(version))
			.allSatisfy((version) -> {
				assertThat(version.getTextContent()).startsWith("${");
			});
		if (!pom.getParent().equals(ROOT)) {
			assertThat(elements(document, "properties").stream().flatMap(RepositoryFileTests::children))
				.noneMatch((property) -> property.getNodeName().endsWith(".version"));
		}
	}

	private static boolean isRule(Element version) {
		return version.getParentNode().getNodeName().startsWith("require");
	}

	private static List<Path> files(Path directory, String suffix) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			return files.filter((path) -> path.toString().endsWith(suffix)).sorted().toList();
		}
	}

	private static Map<?, ?> yaml(Path file) throws IOException {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		try (Reader reader = Files.newBufferedReader(file)) {
			return mapping(new Yaml(new SafeConstructor(options)).load(reader));
		}
	}

	private static Map<?, ?> mapping(Object value) {
		assertThat(value).isInstanceOf(Map.class);
		return (Map<?, ?>) value;
	}

	private static Document parse(Path pom) throws Exception {
		return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
	}

	private static List<Element> elements(Document document, String name) {
		NodeList nodes = document.getElementsByTagName(name);
		List<Element> elements = new ArrayList<>();
		for (int i = 0; i < nodes.getLength(); i++) {
			elements.add((Element) nodes.item(i));
		}
		return elements;
	}

	private static Stream<Node> children(Element element) {
		List<Node> children = new ArrayList<>();
		for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
			if (child instanceof Element) {
				children.add(child);
			}
		}
		return children.stream();
	}

}
