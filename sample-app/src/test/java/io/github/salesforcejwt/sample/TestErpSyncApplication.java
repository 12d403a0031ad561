package io.github.salesforcejwt.sample;

import java.util.Arrays;

import io.github.salesforcejwt.test.SalesforceObject;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.SalesforceServer;

import org.springframework.boot.SpringApplication;

import static io.github.salesforcejwt.test.SalesforceField.currency;
import static io.github.salesforcejwt.test.SalesforceField.date;
import static io.github.salesforcejwt.test.SalesforceField.dateTime;
import static io.github.salesforcejwt.test.SalesforceField.lookup;
import static io.github.salesforcejwt.test.SalesforceField.text;

/**
 * Runs the application against a stand-in Salesforce, whatever the environment says. The
 * stand-in forgets its records, so what was synced to it has a database of its own, and
 * one in memory, where people work, if the application stays.
 */
class TestErpSyncApplication {

	public static void main(String[] args) {
		boolean service = Arrays.asList(args).contains("--spring.profiles.active=service");
		SalesforceServer salesforce = SalesforceServer.start();
		defineOrders(salesforce.org());
		System.getProperties().putAll(salesforce.properties());
		System.setProperty("spring.datasource.url",
				(service ? "jdbc:h2:mem:erp" : "jdbc:h2:./data/stand-in-org") + ";MODE=PostgreSQL");
		if (service) {
			System.out.println("Console of the stand-in Salesforce: " + salesforce.url() + "/");
			SpringApplication.from(ErpSyncApplication::main).with(LivingErp.class).run(args);
		}
		else {
			ErpSyncApplication.main(args);
		}
	}

	static void defineOrders(SalesforceOrg org) {
		org.defineObject(SalesforceObject.named("ERP_Order__c")
			.fields(text("ERP_Id__c", 40).externalId().unique(), lookup("Account__c", "Account"),
					dateTime("Ordered_At__c"), date("Deliver_On__c"), currency("Amount__c"), text("Note__c", 255)));
	}

}
