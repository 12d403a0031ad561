package io.github.salesforcejwt.sample;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Service;

/**
 * Sends each customer that is due, collection by collection, and stores the results of a
 * collection before it sends the next. A run that breaks off has lost nothing: what is
 * stored is not sent again, and the next run sends the rest.
 */
@Service
class ErpSync {

	private static final Logger logger = LoggerFactory.getLogger(ErpSync.class);

	private final CustomerRepository customers;

	private final SalesforceAccounts accounts;

	ErpSync(CustomerRepository customers, SalesforceAccounts accounts) {
		this.customers = customers;
		this.accounts = accounts;
	}

	Tally run() {
		Tally tally = Tally.EMPTY;
		int due = this.customers.countDue();
		logger.info("Customers due: {}", due);
		List<Customer> batch = nextAfter("");
		while (!batch.isEmpty()) {
			List<UpsertResult> results = this.accounts.upsert(batch.stream().map(Account::of).toList());
			this.customers.store(batch, results);
			tally = tally.plus(results);
			logger.info("Sent {} of {}, {} failed", tally.read(), due, tally.failed());
			batch = nextAfter(batch.get(batch.size() - 1).id());
		}
		return tally;
	}

	private List<Customer> nextAfter(String id) {
		return this.customers.findDue(id, SalesforceAccounts.MAX_COLLECTION_SIZE);
	}

}
