package com.acme.erp;

import io.github.salesforcejwt.test.EnableSalesforceServer;
import io.github.salesforcejwt.test.SalesforceServer;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The example of {@code docs/stand-in.md}.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@EnableSalesforceServer
class CustomerServiceTests {

	@Autowired
	CustomerService customers;

	@Test
	void customerIsSentAgainWhenTheSessionHasEnded(SalesforceServer salesforce) {
		this.customers.send("C-1", "Acme");
		salesforce.org().endAllSessions();
		this.customers.send("C-1", "Acme Ltd");
		assertThat(salesforce.org().records("Account")).singleElement()
			.satisfies((account) -> assertThat(account).containsEntry("ERP_Id__c", "C-1")
				.containsEntry("Name", "Acme Ltd"));
		assertThat(salesforce.org().logins()).isEqualTo(2);
	}

}
