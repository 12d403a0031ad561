package io.github.salesforcejwt.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

import io.github.salesforcejwt.sample.RowResult.Outcome;
import io.github.salesforcejwt.sample.SalesforceApi.Answer;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Sends rows in collections of 200, several at the same time, and stores the results of a
 * collection at once. A run that is interrupted loses nothing: rows with a stored result
 * are not sent again, and the next run sends the rest.
 */
@Component
class CollectionSync {

	private final SyncRepository repository;

	private final SalesforceApi salesforce;

	private final SimpleAsyncTaskExecutor sender;

	/**
	 * Create the sync. Its threads are virtual if the JDK has them.
	 */
	CollectionSync(SyncRepository repository, SalesforceApi salesforce, SimpleAsyncTaskExecutorBuilder executors,
			ErpProperties properties) {
		this.repository = repository;
		this.salesforce = salesforce;
		this.sender = executors.threadNamePrefix("salesforce-").concurrencyLimit(properties.parallelRequests()).build();
	}

	Tally upsert(SyncedTable table, Progress progress) {
		return sendAll(table, false, progress);
	}

	Tally delete(SyncedTable table, Progress progress) {
		return sendAll(table, true, progress);
	}

	private Tally sendAll(SyncedTable table, boolean deleted, Progress progress) {
		List<CompletableFuture<Tally>> sent = new ArrayList<>();
		try {
			Chunk chunk = claim(table, deleted, "");
			while (!chunk.rows().isEmpty() && sent.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
				Chunk next = chunk;
				// waits while the maximum number of requests is in progress
				sent.add(CompletableFuture.supplyAsync(() -> send(next, progress), this.sender));
				chunk = claim(table, deleted, chunk.lastId());
			}
			if (!chunk.rows().isEmpty()) {
				this.repository.release(table, chunk.owner());
			}
		}
		finally {
			// even after a failure: the rows of requests in progress are still claimed
			CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).exceptionally((ex) -> null).join();
		}
		try {
			return sent.stream().map(CompletableFuture::join).reduce(Tally.EMPTY, Tally::plus);
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private Chunk claim(SyncedTable table, boolean deleted, String afterId) {
		String owner = UUID.randomUUID().toString();
		return new Chunk(table, deleted, owner,
				this.repository.claim(table, deleted, afterId, SalesforceApi.MAX_COLLECTION_SIZE, owner));
	}

	private Tally send(Chunk chunk, Progress progress) {
		try {
			List<RowResult> results = chunk.deleted() ? delete(chunk) : upsert(chunk);
			this.repository.store(chunk.table(), chunk.owner(), results);
			progress.step(results.size());
			return Tally.of(results);
		}
		catch (RuntimeException ex) {
			release(chunk, ex);
			throw ex;
		}
	}

	private void release(Chunk chunk, RuntimeException failure) {
		try {
			this.repository.release(chunk.table(), chunk.owner());
		}
		catch (RuntimeException ex) {
			// the lease ends by itself
			failure.addSuppressed(ex);
		}
	}

	private List<RowResult> upsert(Chunk chunk) {
		String object = chunk.table().object();
		List<Answer> answers = this.salesforce.upsert(object,
				new SalesforceApi.Collection(false, chunk.rows().stream().map((row) -> row.json(object)).toList()));
		Assert.state(answers.size() == chunk.rows().size(), "Salesforce did not answer for each row");
		List<RowResult> results = new ArrayList<>();
		for (int i = 0; i < answers.size(); i++) {
			results.add(RowResult.of(chunk.rows().get(i).id(), answers.get(i)));
		}
		return results;
	}

	// Salesforce deletes by its own ids. What it does not have is deleted already.
	private List<RowResult> delete(Chunk chunk) {
		Map<String, RowResult> results = new HashMap<>();
		chunk.rows().forEach((row) -> results.put(row.id(), RowResult.success(row.id(), Outcome.DELETED, null)));
		List<Map<String, @Nullable Object>> records = this.salesforce.query(soql(chunk)).records();
		List<String> ids = records.stream().map((record) -> String.valueOf(record.get("Id"))).toList();
		List<Answer> answers = ids.isEmpty() ? List.of() : this.salesforce.delete(String.join(",", ids));
		for (int i = 0; i < answers.size(); i++) {
			String id = String.valueOf(records.get(i).get(Row.ID_FIELD));
			RowResult result = RowResult.of(id, answers.get(i));
			if (result.error() != null && !result.error().startsWith("ENTITY_IS_DELETED")) {
				results.put(id, result);
			}
		}
		return List.copyOf(results.values());
	}

	private static String soql(Chunk chunk) {
		return chunk.rows()
			.stream()
			.map((row) -> "'" + row.id().replace("\\", "\\\\").replace("'", "\\'") + "'")
			.collect(Collectors.joining(",",
					"SELECT Id, ERP_Id__c FROM " + chunk.table().object() + " WHERE ERP_Id__c IN (", ")"));
	}

	/**
	 * Rows that are sent together.
	 */
	private record Chunk(SyncedTable table, boolean deleted, String owner, List<Row> rows) {

		String lastId() {
			return this.rows.get(this.rows.size() - 1).id();
		}

	}

}
