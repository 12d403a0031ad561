package io.github.salesforcejwt.autoconfigure.shared;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.salesforcejwt.TestKey;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Five replicas under load, each a process of its own, through the worst moments.
 */
@Tag("long")
abstract class ReplicaProcessesContract {

	private final ReplicaServer server = new ReplicaServer();

	private final Map<String, Replica> replicas = new TreeMap<>();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path directory;

	abstract GenericContainer<?> container();

	/**
	 * Return where the store is, as {@link ReplicaProcess} expects it.
	 */
	abstract String store();

	@AfterEach
	void stop() {
		this.replicas.values().forEach((replica) -> replica.process().destroyForcibly());
		this.server.close();
	}

	@Test
	void noCallIsLostWhateverEndsPausesOrDies() throws Exception {
		Path key = write("key.pem", TestKey.RSA_2048);
		for (int i = 0; i < 5; i++) {
			start("replica-" + i, key);
		}
		awaitCalls(20);
		assertThat(this.server.logins).as("the first login").hasSize(1);

		this.server.endAllSessions();
		awaitCalls(20);
		assertThat(this.server.logins).as("logins after the sessions ended").hasSize(2);

		Replica killed = holderOfTheLease(2);
		killed.process().destroyForcibly().waitFor();
		this.replicas.remove(killed.name());
		this.server.open();
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with the holder of the lease killed").hasSize(4);

		Replica paused = holderOfTheLease(4);
		signal(paused, "STOP");
		this.server.open();
		awaitCalls(20, this.replicas.values().stream().filter((replica) -> replica != paused).toList());
		signal(paused, "CONT");
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with the holder of the lease paused").hasSize(6);

		start("replica-5", key);
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with a replica that starts").hasSize(6);

		container().getDockerClient().pauseContainerCmd(container().getContainerId()).exec();
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with a store that hangs, while there is a token").hasSize(6);
		this.server.endAllSessions();
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with a store that hangs").hasSize(6 + this.replicas.size());
		container().getDockerClient().unpauseContainerCmd(container().getContainerId()).exec();

		assertNoCallIsLost();
	}

	/**
	 * Two replicas get the new key before the others, as in a rolling update.
	 */
	@Test
	void keyIsRotatedWithOneLoginForEachSessionThatEnds() throws Exception {
		Path first = write("first.pem", TestKey.RSA_2048);
		Path second = write("second.pem", TestKey.RSA_2048);
		for (int i = 0; i < 4; i++) {
			start("replica-" + i, (i < 2) ? first : second);
		}
		awaitCalls(20);
		write("first.pem", TestKey.RSA_3072);
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with a new key, and a session that lives").hasSize(1);

		this.server.endAllSessions();
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with the new key in two replicas").hasSize(2);

		write("second.pem", TestKey.RSA_3072);
		this.server.endAllSessions();
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with the new key in all replicas").hasSize(3);

		this.server.certificates(TestKey.RSA_3072);
		this.server.endAllSessions();
		awaitCalls(20);
		assertThat(this.server.logins).as("logins without the old certificate").hasSize(4);

		start("replica-4", first);
		awaitCalls(20);
		assertThat(this.server.logins).as("logins with a replica that has never had the old key").hasSize(4);
		assertNoCallIsLost();
	}

	private void assertNoCallIsLost() throws IOException {
		for (Replica replica : this.replicas.values()) {
			assertThat(replica.result()).as(replica.name()).matches("RESULT \\d{2,} 0");
		}
	}

	private Path write(String name, TestKey key) throws IOException {
		return Files.writeString(this.directory.resolve(name), key.pem());
	}

	/**
	 * End all sessions, and wait until a replica logs in, whose answer is held back.
	 */
	private Replica holderOfTheLease(int logins) {
		this.server.shut();
		this.server.endAllSessions();
		Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> this.server.logins.size() > logins);
		return this.replicas.get(this.server.logins.get(logins));
	}

	private static void signal(Replica replica, String name) throws Exception {
		new ProcessBuilder("kill", "-" + name, String.valueOf(replica.process().pid())).start().waitFor();
	}

	private void start(String name, Path key) throws IOException {
		List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				ReplicaProcess.class.getName(), name, this.server.url(), store(), key.toUri().toString());
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		this.replicas.put(name, new Replica(name, process, process.inputReader(StandardCharsets.UTF_8)));
	}

	private void awaitCalls(int count) throws IOException {
		awaitCalls(count, new ArrayList<>(this.replicas.values()));
	}

	/**
	 * Wait until each replica has made so many calls from now on.
	 */
	private static void awaitCalls(int count, Collection<Replica> replicas) throws IOException {
		Map<String, Integer> before = new TreeMap<>();
		for (Replica replica : replicas) {
			before.put(replica.name(), replica.calls());
		}
		for (Replica replica : replicas) {
			Awaitility.await()
				.atMost(Duration.ofMinutes(1))
				.pollInterval(Duration.ofMillis(200))
				.until(() -> replica.calls() >= before.get(replica.name()) + count);
		}
	}

	private record Replica(String name, Process process, BufferedReader output) {

		int calls() throws IOException {
			OutputStream input = this.process.getOutputStream();
			input.write('?');
			input.flush();
			return Integer.parseInt(line());
		}

		String result() throws IOException {
			this.process.getOutputStream().close();
			return line();
		}

		/**
		 * Return the next line that is not a log's.
		 */
		private String line() throws IOException {
			while (true) {
				String line = this.output.readLine();
				if (line == null || line.matches("\\d+|RESULT .*")) {
					return String.valueOf(line);
				}
			}
		}

	}

}
