package io.github.salesforcejwt;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.io.FileSystemResource;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.BodyInserters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An upload of 150 MB, as of Bulk API 2.0, whose session turns out to be dead once the
 * whole of it has been sent: a heap of 64 MB, server included, is enough to send it
 * twice.
 */
@Tag("long")
@Timeout(240)
class LargeUploadIntegrationTests {

	private static final long LENGTH = 150_000_000;

	@TempDir
	private Path directory;

	@Test
	void restClientSendsAFileTwiceWithoutHoldingIt() throws Exception {
		assertThat(upload("BLOCKING")).contains("status=200 lengths=[150000000, 150000000] same=true");
	}

	@Test
	void webClientSendsAFileTwiceWithoutHoldingIt() throws Exception {
		assertThat(upload("REACTIVE")).contains("status=200 lengths=[150000000, 150000000] same=true");
	}

	private String upload(String client) throws IOException, InterruptedException {
		Path file = this.directory.resolve("accounts.csv");
		try (RandomAccessFile csv = new RandomAccessFile(file.toFile(), "rw")) {
			csv.setLength(LENGTH);
			for (long position = 0; position < LENGTH; position += 1_000_003) {
				csv.seek(position);
				csv.writeLong(position);
			}
			csv.setLength(LENGTH);
		}
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-cp", System.getProperty("java.class.path"), Uploader.class.getName(), client,
				file.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	/**
	 * Runs in a process of its own, for the heap's sake.
	 */
	static final class Uploader {

		private Uploader() {
		}

		public static void main(String[] args) {
			try (ScriptedServer server = new ScriptedServer().answer(401, ScriptedServer.SESSION_EXPIRED)) {
				SalesforceSession session = new TestSession(server.url()).build();
				FileSystemResource file = new FileSystemResource(args[1]);
				int status = args[0].equals("BLOCKING") ? blocking(session, file) : reactive(session, file);
				System.out.printf("status=%d lengths=%s same=%s%n", status,
						server.received().stream().map(ScriptedServer.Received::length).toList(),
						server.received().stream().map(ScriptedServer.Received::checksum).distinct().count() == 1);
			}
			System.exit(0);
		}

		private static int blocking(SalesforceSession session, FileSystemResource file) {
			return CallIntegrationTests.Client.restClient(session)
				.put()
				.uri("/services/data/v68.0/jobs/ingest/750/batches")
				.contentType(MediaType.TEXT_PLAIN)
				.body(file)
				.retrieve()
				.toBodilessEntity()
				.getStatusCode()
				.value();
		}

		private static int reactive(SalesforceSession session, FileSystemResource file) {
			return CallIntegrationTests.Client.webClient(session)
				.put()
				.uri("/services/data/v68.0/jobs/ingest/750/batches")
				.contentType(MediaType.TEXT_PLAIN)
				.body(BodyInserters.fromResource(file))
				.retrieve()
				.toBodilessEntity()
				.block()
				.getStatusCode()
				.value();
		}

	}

}
