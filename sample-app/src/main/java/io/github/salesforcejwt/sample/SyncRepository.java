package io.github.salesforcejwt.sample;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which rows of the ERP are due, who is sending them, and with what result. A row is
 * claimed by one owner at a time, for a lease: if an instance is killed, others take over
 * its rows as soon as the lease has ended. A job of Bulk API 2.0 keeps its rows until
 * their results have been read.
 */
@Repository
class SyncRepository {

	private static final String DUE = """
			from sync s where s.source = :source
			and (s.claimed_by is null or s.claimed_until < current_timestamp and s.claimed_by not like '750%%')
			and exists (select 1 from %1$s erp where erp.id = s.id and erp.deleted = :deleted
				and erp.version is distinct from s.synced_version and %2$s
				and not exists (select 1 from rejected r
					where r.source = s.source and r.id = s.id and r.version = erp.version))
			""";

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final int leaseSeconds;

	SyncRepository(JdbcClient jdbc, JdbcTemplate batches, ErpProperties properties) {
		this.jdbc = jdbc;
		this.batches = batches;
		this.leaseSeconds = (int) properties.lease().toSeconds();
	}

	/**
	 * Note the rows that are new in the ERP, so that they can be claimed.
	 */
	void noteNew(SyncedTable table) {
		this.jdbc.sql("""
				insert into sync (source, id) select :source, erp.id from %s erp
				where not exists (select 1 from sync s where s.source = :source and s.id = erp.id)
				on conflict do nothing
				""".formatted(table.source())).param("source", table.source()).update();
	}

	int countDue(SyncedTable table, boolean deleted) {
		return this.jdbc.sql("select count(*) " + due(table))
			.param("source", table.source())
			.param("deleted", deleted)
			.query(Integer.class)
			.single();
	}

	/**
	 * Claim the next rows that are due, in the order of their ids, and read them. Rows
	 * that another instance is claiming at this moment are skipped, not waited for.
	 */
	@Transactional
	List<Row> claim(SyncedTable table, boolean deleted, String afterId, int limit, String owner) {
		// more than are wanted, since others may be claiming some of them
		List<String> candidates = this.jdbc
			.sql("select s.id " + due(table) + " and s.id > :afterId order by s.source, s.id limit :limit")
			.param("source", table.source())
			.param("deleted", deleted)
			.param("afterId", afterId)
			.param("limit", 4 * limit)
			.query(String.class)
			.list();
		if (candidates.isEmpty()) {
			return List.of();
		}
		// a range, since H2 compares each row of the table with each id of a list
		List<String> ids = this.jdbc
			.sql("select s.id " + due(table)
					+ " and s.id between :first and :last order by s.source, s.id limit :limit for update skip locked")
			.param("source", table.source())
			.param("deleted", deleted)
			.param("first", candidates.get(0))
			.param("last", candidates.get(candidates.size() - 1))
			.param("limit", limit)
			.query(String.class)
			.list();
		if (ids.isEmpty()) {
			return List.of();
		}
		this.batches.batchUpdate("""
				update sync set claimed_by = ?,
					claimed_until = current_timestamp + cast(? as int) * interval '1' second,
					claimed_version = (select erp.version from %s erp where erp.id = sync.id)
				where source = ? and id = ?
				""".formatted(table.source()),
				ids.stream().map((id) -> new Object[] { owner, this.leaseSeconds, table.source(), id }).toList());
		return this.jdbc
			.sql("select " + table.columns() + " from " + table.source() + " where id in (:ids) order by id")
			.param("ids", ids)
			.query(Row::read)
			.list();
	}

	/**
	 * Store the results of rows, unless another owner has claimed them in the meantime. A
	 * result is for the version that was claimed: a row that the ERP has changed since
	 * then is due again.
	 */
	@Transactional
	void store(SyncedTable table, String owner, List<RowResult> results) {
		List<Object[]> keys = results.stream()
			.map((result) -> new Object[] { table.source(), result.id(), owner })
			.toList();
		this.batches.batchUpdate(
				"""
						delete from rejected where source = ? and id = ?
						and exists (select 1 from sync s where s.source = rejected.source and s.id = rejected.id and s.claimed_by = ?)
						""",
				keys);
		this.batches.batchUpdate("""
				insert into rejected (source, id, version, message, rejected_at)
				select source, id, case when ? then claimed_version end, ?, current_timestamp from sync
				where source = ? and id = ? and claimed_by = ?
				""",
				results.stream()
					.filter((result) -> result.error() != null)
					.map((result) -> new Object[] { result.isRefusedForGood(), result.error(), table.source(),
							result.id(), owner })
					.toList());
		this.batches.batchUpdate("""
				update sync set synced_version = claimed_version, synced_at = current_timestamp, salesforce_id = ?
				where source = ? and id = ? and claimed_by = ?
				""",
				results.stream()
					.filter((result) -> result.error() == null)
					.map((result) -> new Object[] { result.salesforceId(), table.source(), result.id(), owner })
					.toList());
		this.batches.batchUpdate("""
				update sync set claimed_by = null, claimed_until = null, claimed_version = null
				where source = ? and id = ? and claimed_by = ?
				""", keys);
	}

	/**
	 * Release the rows that the owner has claimed and has no result for.
	 */
	void release(SyncedTable table, String owner) {
		this.jdbc.sql("""
				update sync set claimed_by = null, claimed_until = null, claimed_version = null
				where source = :source and claimed_by = :owner
				""").param("source", table.source()).param("owner", owner).update();
	}

	/**
	 * Renew the lease of an owner.
	 */
	void renew(SyncedTable table, String owner) {
		renew(table, owner, "true");
	}

	/**
	 * Take over the rows of an owner whose lease has ended.
	 * @return whether there are rows to take over, and no other instance has done so
	 */
	boolean takeOver(SyncedTable table, String owner) {
		return renew(table, owner, "claimed_until < current_timestamp") > 0;
	}

	private int renew(SyncedTable table, String owner, String condition) {
		return this.jdbc.sql("""
				update sync set claimed_until = current_timestamp + cast(:lease as int) * interval '1' second
				where source = :source and claimed_by = :owner and %s
				""".formatted(condition))
			.param("lease", this.leaseSeconds)
			.param("source", table.source())
			.param("owner", owner)
			.update();
	}

	/**
	 * The jobs of Bulk API 2.0 that an instance has left behind.
	 */
	List<String> abandonedJobs(SyncedTable table) {
		return this.jdbc.sql("""
				select distinct claimed_by from sync
				where source = :source and claimed_by like '750%' and claimed_until < current_timestamp
				""").param("source", table.source()).query(String.class).list();
	}

	/**
	 * How many rows wait in {@code rejected} until they are mended.
	 */
	int countRejected() {
		return this.jdbc.sql("select count(*) from rejected").query(Integer.class).single();
	}

	/**
	 * The rows that wait in {@code rejected}, the first hundred.
	 */
	List<RejectedRow> findRejected() {
		return this.jdbc.sql("select * from rejected order by rejected_at limit 100").query(RejectedRow.class).list();
	}

	/**
	 * Let all rejected rows be sent again as they are.
	 * @return how many there are
	 */
	int replayRejected() {
		return this.jdbc.sql("delete from rejected").update();
	}

	private static String due(SyncedTable table) {
		return DUE.formatted(table.source(), table.ready());
	}

	/**
	 * A row that Salesforce refuses.
	 *
	 * @param version the version that is not sent again, or {@code null} if it is
	 */
	record RejectedRow(String source, String id, @Nullable Long version, String message, Instant rejectedAt) {

	}

}
