package io.github.salesforcejwt.sample;

/**
 * The tables of the ERP that are synced, in this order: an order needs the account of its
 * customer. The columns are the whole mapping, from the ERP to the fields of Salesforce;
 * {@code Account__r.ERP_Id__c} names the record that a lookup points to by its external
 * id.
 */
enum SyncedTable {

	CUSTOMER("customer", "Account",
			"""
					id as "ERP_Id__c", name as "Name", phone as "Phone", website as "Website", employees as "NumberOfEmployees",
					street as "BillingStreet", postcode as "BillingPostalCode", city as "BillingCity", country as "BillingCountry"
					""",
			"true"),

	CUSTOMER_ORDER("customer_order", "ERP_Order__c", """
			id as "ERP_Id__c", customer_id as "Account__r.ERP_Id__c", ordered_at as "Ordered_At__c",
			deliver_on as "Deliver_On__c", amount as "Amount__c", note as "Note__c"
			""", """
			exists (select 1 from sync c where c.source = 'customer' and c.id = erp.customer_id
				and c.synced_version is not null)
			""");

	private final String source;

	private final String object;

	private final String columns;

	private final String ready;

	SyncedTable(String source, String object, String columns, String ready) {
		this.source = source;
		this.object = object;
		this.columns = columns;
		this.ready = ready;
	}

	/**
	 * The name of the table in the ERP.
	 */
	String source() {
		return this.source;
	}

	/**
	 * The name of the object in Salesforce.
	 */
	String object() {
		return this.object;
	}

	/**
	 * The columns to select, each as the field that it becomes.
	 */
	String columns() {
		return this.columns;
	}

	/**
	 * The SQL condition for a row of the table, {@code erp}, to be sent at all.
	 */
	String ready() {
		return this.ready;
	}

}
