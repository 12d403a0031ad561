package io.github.salesforcejwt.benchmarks;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import javax.sql.DataSource;

import com.sun.management.GarbageCollectionNotificationInfo;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Runs the sample application on a database that has forgotten what was synced, and
 * reports how long its sync took and how much heap a collection left at most. The sync
 * runs between the two events.
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
		AtomicLong mostHeap = new AtomicLong();
		SpringApplication application = new SpringApplication(Class.forName(arguments[0]));
		application.addListeners((ApplicationListener<ApplicationStartedEvent>) (event) -> {
			forget(event.getApplicationContext().getBean(DataSource.class));
			System.gc();
			watchHeap(mostHeap);
			started[0] = System.nanoTime();
		}, (ApplicationListener<ApplicationReadyEvent>) (event) -> {
			double seconds = (System.nanoTime() - started[0]) / 1e9;
			System.out.println(ChildProcess.RESULT + seconds + " " + mostHeap.get() / 1e6);
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

	private static void watchHeap(AtomicLong most) {
		List<String> pools = ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.map(MemoryPoolMXBean::getName)
			.toList();
		for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
			((NotificationEmitter) collector).addNotificationListener((notification, handback) -> {
				Map<String, MemoryUsage> after = GarbageCollectionNotificationInfo
					.from((CompositeData) notification.getUserData())
					.getGcInfo()
					.getMemoryUsageAfterGc();
				long used = pools.stream().mapToLong((pool) -> after.get(pool).getUsed()).sum();
				most.accumulateAndGet(used, Math::max);
			}, null, null);
		}
	}

}
