package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Queries with words exchanged, lost and repeated: each is answered or refused, none
 * fails in the database.
 */
class MutatedQueryTests {

	private static final int MUTANTS = 5000;

	private static final List<String> QUERIES = List.of(
			"SELECT Id , Name , a.Parent.Name , ( SELECT Id , Email FROM Contacts WHERE Name LIKE 'a%' ORDER BY Name DESC LIMIT 3 OFFSET 1 ) FROM Account a WHERE Name = 'x' AND ( AnnualRevenue > 5.5 OR NOT IsDeleted = true ) ORDER BY Name NULLS LAST LIMIT 10",
			"SELECT Industry , COUNT ( Id ) n , SUM ( AnnualRevenue ) , MAX ( CreatedDate ) , MIN ( Parent.Name ) FROM Account WHERE CreatedDate = LAST_N_DAYS:30 AND ParentId != null GROUP BY Industry HAVING COUNT ( Id ) >= 1 ORDER BY COUNT ( Id ) DESC",
			"SELECT FIELDS ( ALL ) FROM Contact WHERE AccountId IN ( SELECT Id FROM Account WHERE Industry IN ( 'a' , null ) ) AND Birthdate < TODAY AND Account.Owner.Name NOT IN ( 'b' ) LIMIT 200",
			"SELECT CALENDAR_YEAR ( CloseDate ) y , AVG ( Amount ) , COUNT_DISTINCT ( AccountId ) FROM Opportunity WHERE HOUR_IN_DAY ( convertTimezone ( CreatedDate ) ) < 24 AND Probability > -1e2 GROUP BY CALENDAR_YEAR ( CloseDate )",
			"SELECT toLabel ( Status ) , Email , CreatedBy.Username FROM Lead WHERE Id > '00Q000000000000' AND DAY_ONLY ( LastModifiedDate ) = 2026-11-22 AND SystemModstamp >= 2026-11-22T10:00:00Z FOR VIEW");

	private final TestOrg org = new TestOrg();

	private final Random random = new Random(42);

	@AfterEach
	void close() {
		this.org.close();
	}

	@Test
	void queryIsAnsweredOrRefused() {
		this.org.create("Account", "{\"Name\":\"x\",\"AnnualRevenue\":7,\"Industry\":\"a\"}");
		List<String> words = QUERIES.stream()
			.flatMap((query) -> List.of(query.split(" ")).stream())
			.distinct()
			.toList();
		assertThat(QUERIES).allSatisfy((query) -> assertThat(this.org.query(query).status()).isEqualTo(200));
		int answered = 0;
		for (int i = 0; i < MUTANTS; i++) {
			String soql = mutate(QUERIES.get(i % QUERIES.size()), words);
			int status = this.org.query(soql).status();
			assertThat(status).as(soql).isIn(200, 400);
			answered += (status == 200) ? 1 : 0;
		}
		assertThat(answered).isBetween(MUTANTS / 50, MUTANTS / 2);
	}

	private String mutate(String query, List<String> words) {
		List<String> mutant = new ArrayList<>(List.of(query.split(" ")));
		int changes = 1 + this.random.nextInt(2);
		for (int i = 0; i < changes; i++) {
			int place = this.random.nextInt(mutant.size());
			String word = words.get(this.random.nextInt(words.size()));
			switch (this.random.nextInt(4)) {
				case 0 -> mutant.remove(place);
				case 1 -> mutant.add(place, word);
				case 2 -> mutant.add(place, mutant.get(place));
				default -> mutant.set(place, word);
			}
		}
		return String.join(" ", mutant);
	}

}
