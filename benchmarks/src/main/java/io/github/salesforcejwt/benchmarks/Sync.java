package io.github.salesforcejwt.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import javax.sql.DataSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Runs the sample application on a database that has forgotten what was synced, and
 * reports how long its sync took and how much heap it used at most. The sync runs between
 * the two events.
 */
public final class Sync {

	private Sync() {
	}

	/**
	 * Run the application.
	 * @param arguments its main class, and its arguments
	 */
	public static void main(String[] arguments) throws ClassNotFoundException {
		long[] started = new long[1];
		SpringApplication application = new SpringApplication(Class.forName(arguments[0]));
		application.addListeners((ApplicationListener<ApplicationStartedEvent>) (event) -> {
			forget(event.getApplicationContext().getBean(DataSource.class));
			System.gc();
			heap().forEach(MemoryPoolMXBean::resetPeakUsage);
			started[0] = System.nanoTime();
		}, (ApplicationListener<ApplicationReadyEvent>) (event) -> {
			double seconds = (System.nanoTime() - started[0]) / 1e9;
			double peak = heap().stream().mapToLong((pool) -> pool.getPeakUsage().getUsed()).sum() / 1e6;
			System.out.println(ChildProcess.RESULT + seconds + " " + peak);
		});
		System.exit(SpringApplication
			.exit(application.run(List.of(arguments).subList(1, arguments.length).toArray(String[]::new))));
	}

	private static void forget(DataSource database) {
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			statement.executeUpdate("delete from sync");
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<MemoryPoolMXBean> heap() {
		return ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.toList();
	}

}
