package io.github.salesforcejwt.test.internal.data;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections to an in-memory database, as many as are in use at the same time. The
 * database is H2, which is hidden from the application under test: on the class path, or
 * registered as a driver, it would change which database that application uses.
 */
final class Connections implements AutoCloseable {

	private static final Driver H2 = loadDriver();

	private static final String OPTIONS = ";DB_CLOSE_DELAY=-1;TIME ZONE=UTC;QUERY_CACHE_SIZE=100";

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID() + OPTIONS;

	private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

	private static Driver loadDriver() {
		try {
			Class<?> type = new NestedJarClassLoader(Connections.class, "h2.jar").loadClass("org.h2.Driver");
			Driver driver = (Driver) type.getConstructor().newInstance();
			// it registers itself when its class is initialized
			type.getMethod("unload").invoke(null);
			return driver;
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("The nested database is not one that can be used", ex);
		}
	}

	/**
	 * Returns a connection that commits each statement.
	 */
	Connection take() throws SQLException {
		Connection connection = this.idle.pollFirst();
		return (connection != null) ? connection : H2.connect(this.url, new Properties());
	}

	/**
	 * Takes a connection back, in the state that it was given out in.
	 */
	void giveBack(Connection connection) {
		this.idle.addFirst(connection);
	}

	/**
	 * Closes all connections, and with them the database.
	 */
	@Override
	public void close() throws SQLException {
		try (Connection connection = take()) {
			connection.createStatement().execute("SHUTDOWN");
		}
		this.idle.clear();
	}

}
