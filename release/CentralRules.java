import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;

import org.w3c.dom.Document;

/**
 * The requirements of Maven Central (https://central.sonatype.org/publish/requirements/)
 * and those of this project, checked in a directory that was deployed to:
 * {@code java CentralRules.java REPOSITORY VERSION ARTIFACT...}.
 */
final class CentralRules {

	private static final Map<String, String> CHECKSUMS = Map.of("md5", "MD5", "sha1", "SHA-1");

	private final List<String> problems = new ArrayList<>();

	private int files;

	public static void main(String[] arguments) throws Exception {
		Path group = Path.of(arguments[0], "io", "github", "salesforcejwt");
		List<String> artifacts = List.of(arguments).subList(2, arguments.length);
		CentralRules rules = new CentralRules();
		try (Stream<Path> directories = Files.list(group)) {
			List<String> found = directories.map((path) -> path.getFileName().toString()).sorted().toList();
			rules.check(found.equals(artifacts.stream().sorted().toList()),
					"published are " + found + " instead of " + artifacts);
		}
		for (String artifact : artifacts) {
			rules.artifact(group.resolve(artifact).resolve(arguments[1]), artifact, arguments[1]);
		}
		rules.problems.forEach((problem) -> System.err.println("BROKEN: " + problem));
		if (!rules.problems.isEmpty()) {
			System.exit(1);
		}
		System.out.println("Every rule of Maven Central holds for " + artifacts.size() + " artifacts, "
				+ rules.files + " files");
	}

	private void artifact(Path directory, String artifact, String version) throws Exception {
		String name = artifact + "-" + version;
		check(!version.endsWith("-SNAPSHOT"), name + " is a snapshot");
		for (String kind : List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml")) {
			Path file = directory.resolve(name + kind);
			if (check(Files.isRegularFile(file), file.getFileName() + " is missing")) {
				file(file);
				if (kind.endsWith(".jar")) {
					jar(file, kind.equals(".jar"));
				}
			}
		}
		pom(directory.resolve(name + ".pom"), artifact, version);
	}

	private void file(Path file) throws Exception {
		this.files++;
		check(Files.isRegularFile(Path.of(file + ".asc")), file.getFileName() + " is not signed");
		for (Map.Entry<String, String> checksum : CHECKSUMS.entrySet()) {
			Path expected = Path.of(file + "." + checksum.getKey());
			if (check(Files.isRegularFile(expected), expected.getFileName() + " is missing")) {
				byte[] hash = MessageDigest.getInstance(checksum.getValue()).digest(Files.readAllBytes(file));
				String text = String.format("%0" + 2 * hash.length + "x", new BigInteger(1, hash));
				check(Files.readString(expected).strip().equals(text), expected.getFileName() + " is wrong");
			}
		}
	}

	private void jar(Path file, boolean main) throws IOException {
		try (JarFile jar = new JarFile(file.toFile())) {
			for (String entry : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
				check(jar.getEntry(entry) != null, file.getFileName() + " has no " + entry);
			}
			check(!main || jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name") != null,
					file.getFileName() + " has no Automatic-Module-Name");
		}
	}

	private void pom(Path file, String artifact, String version) throws Exception {
		Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
		XPath xpath = XPathFactory.newInstance().newXPath();
		for (String required : List.of("name", "description", "url", "licenses/license/name", "licenses/license/url",
				"developers/developer/name", "developers/developer/organization",
				"developers/developer/organizationUrl", "scm/connection", "scm/developerConnection", "scm/url")) {
			check(!xpath.evaluate("/project/" + required, pom).isBlank(), file.getFileName() + " has no " + required);
		}
		check(xpath.evaluate("/project/groupId", pom).equals("io.github.salesforcejwt"), "group of " + artifact);
		check(xpath.evaluate("/project/artifactId", pom).equals(artifact), "name of " + artifact);
		check(xpath.evaluate("/project/version", pom).equals(version), "version of " + artifact);
		for (String absent : List.of("parent", "repositories", "pluginRepositories", "profiles", "modules",
				"dependencyManagement", "build", "distributionManagement", "dependencies/dependency[not(version)]",
				"dependencies/dependency[scope='test']", "dependencies/dependency[contains(version, 'SNAPSHOT')]",
				"//text()[contains(., '${')]")) {
			String path = absent.startsWith("//") ? absent : "/project/" + absent;
			check(xpath.evaluate("count(" + path + ")", pom).equals("0"), file.getFileName() + " has " + absent);
		}
	}

	private boolean check(boolean holds, String problem) {
		if (!holds) {
			this.problems.add(problem);
		}
		return holds;
	}

}
