package io.github.salesforcejwt.test.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.camel.component.salesforce.api.dto.AbstractQueryRecordsBase;
import org.apache.camel.component.salesforce.api.dto.AbstractSObjectBase;

/**
 * An account as Camel generates it for its users: fields, getters and setters have the
 * names of Salesforce, by which Camel finds them.
 */
public final class Account extends AbstractSObjectBase {

	private String ERP_Id__c;

	private String BillingCity;

	public Account() {
		getAttributes().setType("Account");
	}

	static Account of(String erpId, String name, String billingCity) {
		Account account = new Account();
		account.setERP_Id__c(erpId);
		account.setName(name);
		account.setBillingCity(billingCity);
		return account;
	}

	@JsonProperty("ERP_Id__c")
	public String getERP_Id__c() {
		return this.ERP_Id__c;
	}

	@JsonProperty("ERP_Id__c")
	public void setERP_Id__c(String erpId) {
		this.ERP_Id__c = erpId;
	}

	@JsonProperty("BillingCity")
	public String getBillingCity() {
		return this.BillingCity;
	}

	@JsonProperty("BillingCity")
	public void setBillingCity(String billingCity) {
		this.BillingCity = billingCity;
	}

	/**
	 * A page of accounts.
	 */
	public static class Page extends AbstractQueryRecordsBase<Account> {

	}

}
