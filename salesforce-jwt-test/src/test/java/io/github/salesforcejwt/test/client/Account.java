package io.github.salesforcejwt.test.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.salesforce.api.dto.AbstractQueryRecordsBase;
import org.apache.camel.component.salesforce.api.dto.AbstractSObjectBase;

/**
 * An account as Camel's users write it.
 */
public class Account extends AbstractSObjectBase {

	private String erpId;

	@JsonProperty("BillingCity")
	private String billingCity;

	public Account() {
		getAttributes().setType("Account");
	}

	@Override
	public String toString() {
		return "Account " + this.erpId + " in " + this.billingCity;
	}

	// Camel clears the external id before it sends the rest, by these names
	@JsonProperty("ERP_Id__c")
	public String getERP_Id__c() {
		return this.erpId;
	}

	public void setERP_Id__c(String erpId) {
		this.erpId = erpId;
	}

	String billingCity() {
		return this.billingCity;
	}

	static Account of(String erpId, String name, String billingCity) {
		Account account = new Account();
		account.erpId = erpId;
		account.setName(name);
		account.billingCity = billingCity;
		return account;
	}

	/**
	 * A page of accounts.
	 */
	public static class Page extends AbstractQueryRecordsBase<Account> {

	}

}
