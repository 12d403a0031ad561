package io.github.salesforcejwt.autoconfigure.shared;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import javax.sql.DataSource;

import io.github.salesforcejwt.SharedSessionStore;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps shared sessions in a table, by portable SQL. Each statement is a transaction of
 * its own, so that one that fails spoils no other, and a pool without auto-commit does no
 * harm. The time is that of the database.
 */
final class JdbcSharedSessionStore implements SharedSessionStore {

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final String select;

	private final String insert;

	private final String lease;

	private final String publish;

	private final String release;

	JdbcSharedSessionStore(DataSource dataSource, String table) {
		this.jdbc = JdbcClient.create(dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
		this.select = "select VERSION, SESSION_VALUE, LEASE_UNTIL, EXPIRES_AT, current_timestamp from " + table
				+ " where ID = ?";
		this.insert = "insert into " + table + " (ID, VERSION, LEASE_UNTIL, EXPIRES_AT) values (?, 0, 0, 0)";
		this.lease = "update " + table + " set LEASE_OWNER = ?, LEASE_UNTIL = ? "
				+ "where ID = ? and VERSION = ? and LEASE_UNTIL <= ?";
		this.publish = "update " + table
				+ " set VERSION = VERSION + 1, SESSION_VALUE = ?, EXPIRES_AT = ?, LEASE_OWNER = null, LEASE_UNTIL = 0 "
				+ "where ID = ? and LEASE_OWNER = ?";
		this.release = "update " + table + " set LEASE_OWNER = null, LEASE_UNTIL = 0 where ID = ? and LEASE_OWNER = ?";
	}

	@Override
	public Entry read(String id) {
		List<Entry> entries = select(id);
		if (entries.isEmpty()) {
			try {
				update(this.jdbc.sql(this.insert).param(id));
			}
			catch (DuplicateKeyException ex) {
				// another replica was first
			}
			entries = select(id);
		}
		return entries.get(0);
	}

	private List<Entry> select(String id) {
		return this.transaction
			.execute((status) -> this.jdbc.sql(this.select).param(id).query(JdbcSharedSessionStore::entry).list());
	}

	private static Entry entry(ResultSet row, int number) throws SQLException {
		Instant now = row.getTimestamp(5).toInstant();
		boolean expired = row.getLong(4) <= now.toEpochMilli();
		return new Entry(row.getLong(1), expired ? null : row.getString(2), row.getLong(3) > now.toEpochMilli(), now);
	}

	@Override
	public boolean lease(String id, long version, String owner, Duration duration) {
		long now = now(id);
		return update(this.jdbc.sql(this.lease).params(owner, now + duration.toMillis(), id, version, now)) == 1;
	}

	@Override
	public boolean publish(String id, String owner, String value, Duration retention) {
		long expiresAt = now(id) + retention.toMillis();
		return update(this.jdbc.sql(this.publish).params(value, expiresAt, id, owner)) == 1;
	}

	@Override
	public void release(String id, String owner) {
		update(this.jdbc.sql(this.release).params(id, owner));
	}

	private int update(StatementSpec statement) {
		return this.transaction.execute((status) -> statement.update());
	}

	private long now(String id) {
		return read(id).now().toEpochMilli();
	}

}
