package io.github.salesforcejwt.sample;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.stereotype.Component;

/**
 * One run: sends each customer that is due, collection by collection, and stores the
 * results of a collection before it sends the next. A run that breaks off has lost
 * nothing: what is stored is not sent again, and the next run sends the rest.
 */
@Component
class ErpSync implements ApplicationRunner, ExitCodeGenerator {

	private static final Logger logger = LoggerFactory.getLogger(ErpSync.class);

	private final CustomerRepository customers;

	private final SalesforceAccounts accounts;

	private final LoginCounter logins;

	private Tally tally = Tally.EMPTY;

	ErpSync(CustomerRepository customers, SalesforceAccounts accounts, LoginCounter logins) {
		this.customers = customers;
		this.accounts = accounts;
		this.logins = logins;
	}

	@Override
	public void run(ApplicationArguments args) {
		int due = this.customers.countDue();
		logger.info("{} customers are due", due);
		List<Customer> batch = nextAfter("");
		while (!batch.isEmpty()) {
			List<UpsertResult> results = this.accounts.upsert(batch.stream().map(Account::of).toList());
			this.customers.store(batch, results);
			this.tally = this.tally.plus(results);
			logger.info("{} of {} sent", this.tally.read(), due);
			batch = nextAfter(batch.get(batch.size() - 1).id());
		}
		System.out.printf("ERP sync finished: %s logins=%d%n", this.tally, this.logins.count());
	}

	private List<Customer> nextAfter(String id) {
		return this.customers.findDue(id, SalesforceAccounts.MAX_COLLECTION_SIZE);
	}

	@Override
	public int getExitCode() {
		return (this.tally.failed() == 0) ? 0 : 1;
	}

}
