package io.github.salesforcejwt.sample;

import io.github.salesforcejwt.test.SalesforceServer;

/**
 * Runs the application against a stand-in Salesforce, whatever the environment says. The
 * stand-in forgets its accounts, so what was synced to it has a database of its own.
 */
class TestErpSyncApplication {

	public static void main(String[] args) {
		try (SalesforceServer salesforce = SalesforceServer.start()) {
			System.getProperties().putAll(salesforce.properties());
			System.setProperty("spring.datasource.url", "jdbc:h2:./data/stand-in");
			ErpSyncApplication.main(args);
		}
	}

}
