package io.github.salesforcejwt.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.github.salesforcejwt.autoconfigure.FaultTable.Fault;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/**
 * The table of faults: what each costs with each client and HTTP library. Runs in a short
 * form, and in full, with {@code docs/faults.md} written, by {@code -Dfaults.page}.
 */
@Tag("long")
class FaultTableTests {

	private static final String BEGIN = "<!-- faults -->";

	private static final String END = "<!-- end of faults -->";

	private final String page = System.getProperty("faults.page");

	private final List<ILoggingEvent> log = Collections.synchronizedList(new ArrayList<>());

	private final SoftAssertions goals = new SoftAssertions();

	@Test
	@Timeout(1800)
	void noFaultOutlastsItsCause() throws IOException {
		Logger logger = (Logger) LoggerFactory.getLogger("io.github.salesforcejwt");
		Level level = logger.getLevel();
		AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				FaultTableTests.this.log.add(event);
			}

		};
		appender.start();
		Logger reactor = (Logger) LoggerFactory.getLogger("reactor.netty");
		reactor.setLevel(Level.OFF);
		logger.setLevel(Level.INFO);
		logger.setAdditive(false);
		logger.addAppender(appender);
		StringBuilder table = new StringBuilder();
		try {
			for (Fault fault : FaultTable.faults()) {
				this.log.clear();
				table.append(run(fault));
			}
		}
		finally {
			logger.detachAppender(appender);
			logger.setLevel(level);
			logger.setAdditive(true);
			reactor.setLevel(null);
		}
		System.out.println(table);
		if (this.page != null) {
			write(Path.of(this.page), table.toString());
		}
		this.goals.assertAll();
	}

	private String run(Fault fault) {
		ExecutorService executor = Executors.newCachedThreadPool();
		try {
			List<CompletableFuture<String>> rows = Arrays.stream(HttpCaller.values())
				.map((caller) -> CompletableFuture.supplyAsync(() -> run(fault, caller), executor))
				.toList();
			StringBuilder text = new StringBuilder("## " + fault.name() + "\n\nGoal: " + fault.goal() + ".\n\n");
			text.append("| Client | Fault | Out | Calls | Lost | Logins | Executed | Health |\n");
			text.append("|---|---:|---:|---:|---:|---:|---:|---|\n");
			rows.forEach((row) -> text.append(row.join()).append('\n'));
			return text.append('\n').toString();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private String run(Fault fault, HttpCaller caller) {
		SoftAssertions goals = new SoftAssertions();
		try (FaultRun run = new FaultRun(caller, fault.name(), this.page != null, goals, this.log)) {
			fault.steps().accept(run);
			run.assertTruthful();
			return run.row();
		}
		finally {
			synchronized (this.goals) {
				goals.errorsCollected().forEach((error) -> this.goals.fail(error.getMessage(), error));
			}
		}
	}

	private static void write(Path page, String table) throws IOException {
		String text = Files.readString(page);
		int begin = text.indexOf(BEGIN) + BEGIN.length();
		String facts = "\n\nRun on %s, Java %s, %d processors.\n\n".formatted(LocalDate.now(),
				Runtime.version().feature(), Runtime.getRuntime().availableProcessors());
		Files.writeString(page, text.substring(0, begin) + facts + table + text.substring(text.indexOf(END)));
	}

}
