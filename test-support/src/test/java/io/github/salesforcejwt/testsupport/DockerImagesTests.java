package io.github.salesforcejwt.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DockerImages}, with scripts in place of the engine.
 */
@DisabledOnOs(OS.WINDOWS)
class DockerImagesTests {

	@TempDir
	private Path directory;

	@Test
	void problemWhenImageIsHereIsNone() throws IOException {
		assertThat(engine("[ $1 = images ] && echo 6841253addb3").problem("postgres:15")).isEmpty();
	}

	@Test
	void problemWhenImageCanBePulledIsNone() throws IOException {
		assertThat(engine("[ $1 = images ] || { echo Pulling; sleep 1; echo Downloaded; }").problem("postgres:15"))
			.isEmpty();
	}

	@Test
	void problemWhenImageCannotBePulledSaysWhy() throws IOException {
		assertThat(engine("[ $1 = images ] || { echo 'no such host' >&2; exit 1; }").problem("postgres:15"))
			.hasValue("The image postgres:15 is not here and cannot be pulled: no such host");
	}

	@Test
	void problemWhenNoRegistryAnswersSaysSo() throws IOException {
		assertThat(engine("[ $1 = images ] || exec sleep 600").problem("postgres:15"))
			.hasValue("The image postgres:15 is not here, and no registry answers within 500 ms");
	}

	@Test
	void problemWhenEngineIsNotRunningSaysWhatItPrints() throws IOException {
		assertThat(engine("echo 'Cannot connect to the Docker daemon'; exit 1").problem("postgres:15"))
			.hasValue("Docker is not running: Cannot connect to the Docker daemon");
	}

	@Test
	void problemWhenEngineDoesNotAnswerSaysSo() throws IOException {
		assertThat(engine("exec sleep 600").problem("postgres:15")).hasValue("Docker does not answer");
	}

	@Test
	void problemWithoutDockerSaysSo() {
		assertThat(new DockerImages(this.directory.resolve("absent").toString(), 500).problem("postgres:15"))
			.hasValueSatisfying((problem) -> assertThat(problem).startsWith("Docker is not here: "));
	}

	@Test
	void problemIsLookedUpOnce() throws IOException {
		DockerImages images = engine("echo asked >>'" + this.directory + "/asked'; exit 1");
		images.problem("postgres:15");
		images.problem("postgres:15");
		assertThat(this.directory.resolve("asked")).hasContent("asked");
	}

	private DockerImages engine(String script) throws IOException {
		Path command = Files.writeString(this.directory.resolve("docker"), "#!/bin/sh\n" + script + "\n");
		Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
		return new DockerImages(command.toString(), 500);
	}

}
