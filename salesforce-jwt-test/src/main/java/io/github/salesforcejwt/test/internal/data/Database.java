package io.github.salesforcejwt.test.internal.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Collection;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * The embedded database of one org. Transactions that write run one at a time: each takes
 * microseconds, and no outcome depends on the timeouts of row locks.
 */
final class Database implements AutoCloseable {

	private final Connections connections = new Connections();

	private final ReentrantLock writing = new ReentrantLock();

	private final ThreadLocal<@Nullable Transaction> current = new ThreadLocal<>();

	/**
	 * Runs work that reads, within the transaction of this thread if there is one.
	 */
	<T> T read(Work<T> work) {
		Transaction transaction = this.current.get();
		try {
			if (transaction != null) {
				return work.run(transaction.connection);
			}
			Connection connection = this.connections.take();
			try {
				return work.run(connection);
			}
			finally {
				this.connections.giveBack(connection);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs work that writes, within the transaction of this thread if there is one.
	 */
	<T> T write(Work<T> work) {
		return (this.current.get() != null) ? read(work)
				: transaction((transaction) -> work.run(transaction.connection));
	}

	/**
	 * Runs work that is undone by an exception or by {@link Transaction#rollBack()}, on
	 * its own even if it is part of another transaction.
	 */
	<T> T transaction(TransactionalWork<T> work) {
		this.writing.lock();
		try {
			Transaction outer = this.current.get();
			return (outer != null) ? nested(outer, work) : outermost(work);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			this.writing.unlock();
		}
	}

	private <T> T outermost(TransactionalWork<T> work) throws SQLException {
		Connection connection = this.connections.take();
		connection.setAutoCommit(false);
		Transaction transaction = new Transaction(connection);
		this.current.set(transaction);
		boolean completed = false;
		try {
			T result = work.run(transaction);
			completed = !transaction.rolledBack;
			return result;
		}
		finally {
			this.current.remove();
			if (completed) {
				connection.commit();
			}
			else {
				connection.rollback();
			}
			connection.setAutoCommit(true);
			this.connections.giveBack(connection);
		}
	}

	private <T> T nested(Transaction outer, TransactionalWork<T> work) throws SQLException {
		Transaction transaction = new Transaction(outer.connection);
		Savepoint start = outer.connection.setSavepoint();
		boolean completed = false;
		try {
			T result = work.run(transaction);
			completed = !transaction.rolledBack;
			return result;
		}
		finally {
			if (!completed) {
				outer.connection.rollback(start);
			}
			outer.connection.releaseSavepoint(start);
		}
	}

	/**
	 * Runs one statement that writes.
	 * @return the number of rows that it changed
	 */
	int update(String sql, Collection<?> parameters) {
		return write((connection) -> {
			try (PreparedStatement statement = prepare(connection, sql, parameters)) {
				return statement.executeUpdate();
			}
		});
	}

	/**
	 * Runs a query and hands each row over.
	 */
	void query(String sql, Collection<?> parameters, Row row) {
		read((connection) -> {
			try (PreparedStatement statement = prepare(connection, sql, parameters);
					ResultSet results = statement.executeQuery()) {
				while (results.next()) {
					row.read(results);
				}
			}
			return sql;
		});
	}

	static PreparedStatement prepare(Connection connection, String sql, Collection<?> parameters) throws SQLException {
		PreparedStatement statement = connection.prepareStatement(sql);
		int index = 0;
		for (Object parameter : parameters) {
			statement.setObject(++index, parameter);
		}
		return statement;
	}

	@Override
	public void close() {
		try {
			this.connections.close();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Work on a connection.
	 *
	 * @param <T> what it returns
	 */
	interface Work<T> {

		T run(Connection connection) throws SQLException;

	}

	/**
	 * Takes a row of a result.
	 */
	interface Row {

		void read(ResultSet row) throws SQLException;

	}

	/**
	 * Work on a transaction.
	 *
	 * @param <T> what it returns
	 */
	interface TransactionalWork<T> {

		T run(Transaction transaction) throws SQLException;

	}

	/**
	 * A transaction, or a part of one.
	 */
	static final class Transaction {

		private final Connection connection;

		private boolean rolledBack;

		private Transaction(Connection connection) {
			this.connection = connection;
		}

		/**
		 * Undoes the work when it ends.
		 */
		void rollBack() {
			this.rolledBack = true;
		}

	}

}
