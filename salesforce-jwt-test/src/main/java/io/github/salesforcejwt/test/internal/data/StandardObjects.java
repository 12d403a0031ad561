package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.test.internal.data.Field.Trait;
import io.github.salesforcejwt.test.internal.data.Reference.OnDelete;
import org.jspecify.annotations.Nullable;

/**
 * The standard sObjects, each with the fields that a synchronization uses and the
 * picklist values of a new org.
 */
final class StandardObjects {

	private static final Field ERP_ID = Field.text("ERP_Id__c", 40).with(Trait.EXTERNAL_ID).with(Trait.UNIQUE);

	private static final String PERSON_NAME = "TRIM(CONCAT_WS(' ', \"FirstName\", \"LastName\"))";

	private static final String OPEN = "Open - Not Contacted";

	private static final Picklist RATINGS = Picklist.of("Hot", "Warm", "Cold");

	private static final Picklist SOURCES = Picklist.of("Web", "Phone Inquiry", "Partner Referral", "Purchased List",
			"Other");

	private static final Picklist INDUSTRIES = Picklist.of("Agriculture", "Apparel", "Banking", "Biotechnology",
			"Chemicals", "Communications", "Construction", "Consulting", "Education", "Electronics", "Energy",
			"Engineering", "Entertainment", "Environmental", "Finance", "Food & Beverage", "Government", "Healthcare",
			"Hospitality", "Insurance", "Machinery", "Manufacturing", "Media", "Not For Profit", "Recreation", "Retail",
			"Shipping", "Technology", "Telecommunications", "Transportation", "Utilities", "Other");

	private StandardObjects() {
	}

	static List<SObjectType> all() {
		return List.of(account(), contact(), lead(), opportunity(), product(), recordType(), user());
	}

	private static SObjectType user() {
		return SObjectType
			.of("User", "005",
					List.of(Field.text("Username", 80).with(Trait.UNIQUE), Field.text("LastName", 80),
							Field.text("FirstName", 40), Field.computed("Name", 121, PERSON_NAME),
							Field.text("Email", FieldType.EMAIL, 128), Field.plain("IsActive", FieldType.BOOLEAN)))
			.readOnly();
	}

	private static SObjectType recordType() {
		return SObjectType
			.of("RecordType", "012",
					List.of(Field.text("Name", 80), Field.text("DeveloperName", 80), Field.text("SobjectType", 40),
							Field.plain("IsActive", FieldType.BOOLEAN)))
			.labelled("Record Type", "Record Types")
			.readOnly();
	}

	private static SObjectType account() {
		List<Field> fields = new ArrayList<>();
		fields.add(Field.text("Name", 255).with(Trait.REQUIRED).labelled("Account Name"));
		fields.add(picklist("Type", Picklist.of("Prospect", "Customer - Direct", "Customer - Channel",
				"Channel Partner / Reseller", "Installation Partner", "Technology Partner", "Other")));
		fields.add(lookup("ParentId", "Account", "ChildAccounts", OnDelete.CLEAR).labelled("Parent Account ID"));
		fields.addAll(address("Billing"));
		fields.addAll(address("Shipping"));
		fields.add(Field.text("Phone", FieldType.PHONE, 40).labelled("Account Phone"));
		fields.add(Field.text("Fax", FieldType.PHONE, 40));
		fields.add(Field.text("AccountNumber", 40));
		fields.add(Field.text("Website", FieldType.URL, 255));
		fields.add(picklist("Industry", INDUSTRIES));
		fields.add(currency("AnnualRevenue", 18, 0));
		fields.add(Field.number("NumberOfEmployees", FieldType.INT, 8, 0).labelled("Employees"));
		fields.add(picklist("Rating", RATINGS));
		fields.add(Field.text("Site", 80));
		fields.add(description());
		fields.add(SObjectType.owner());
		fields.add(ERP_ID);
		return SObjectType.of("Account", "001", fields);
	}

	private static SObjectType contact() {
		List<Field> fields = person();
		fields.add(lookup("AccountId", "Account", "Contacts", OnDelete.CASCADE));
		fields.addAll(address("Mailing"));
		fields.add(Field.text("MobilePhone", FieldType.PHONE, 40));
		fields.add(Field.text("Department", 80));
		fields.add(picklist("LeadSource", SOURCES));
		fields.add(Field.plain("Birthdate", FieldType.DATE));
		fields.add(lookup("ReportsToId", "Contact", null, OnDelete.CLEAR));
		return SObjectType.of("Contact", "003", fields);
	}

	private static SObjectType lead() {
		List<Field> fields = person();
		fields.add(Field.text("Company", 255).with(Trait.REQUIRED));
		fields.addAll(address(""));
		Picklist statuses = Picklist.of(OPEN, "Working - Contacted", "Closed - Converted", "Closed - Not Converted")
			.withDefault(OPEN);
		fields.add(picklist("Status", statuses).withDefault(OPEN));
		fields.add(picklist("LeadSource", SOURCES));
		fields.add(picklist("Industry", INDUSTRIES));
		fields.add(picklist("Rating", RATINGS));
		return SObjectType.of("Lead", "00Q", fields);
	}

	private static List<Field> person() {
		List<Field> fields = new ArrayList<>();
		fields.add(Field.text("LastName", 80).with(Trait.REQUIRED));
		fields.add(Field.text("FirstName", 40));
		fields.add(Field.computed("Name", 121, PERSON_NAME));
		fields.add(Field.text("Email", FieldType.EMAIL, 80));
		fields.add(Field.text("Phone", FieldType.PHONE, 40));
		fields.add(Field.text("Title", 128));
		fields.add(description());
		fields.add(SObjectType.owner());
		fields.add(ERP_ID);
		return fields;
	}

	private static SObjectType opportunity() {
		return SObjectType.of("Opportunity", "006",
				List.of(lookup("AccountId", "Account", "Opportunities", OnDelete.CASCADE),
						Field.text("Name", 120).with(Trait.REQUIRED),
						picklist("StageName",
								Picklist.of("Prospecting", "Qualification", "Needs Analysis", "Value Proposition",
										"Id. Decision Makers", "Perception Analysis", "Proposal/Price Quote",
										"Negotiation/Review", "Closed Won", "Closed Lost"))
							.with(Trait.REQUIRED),
						Field.plain("CloseDate", FieldType.DATE).with(Trait.REQUIRED), currency("Amount", 18, 2),
						Field.number("Probability", FieldType.PERCENT, 3, 0),
						picklist("Type",
								Picklist.of("Existing Customer - Upgrade", "Existing Customer - Replacement",
										"Existing Customer - Downgrade", "New Customer")),
						picklist("LeadSource", SOURCES), description(), SObjectType.owner(), ERP_ID));
	}

	private static SObjectType product() {
		return SObjectType.of("Product2", "01t",
				List.of(Field.text("Name", 255).with(Trait.REQUIRED).labelled("Product Name"),
						Field.text("ProductCode", 255), Field.plain("IsActive", FieldType.BOOLEAN),
						picklist("Family", Picklist.of("None")), description(), ERP_ID));
	}

	private static List<Field> address(String prefix) {
		return List.of(Field.text(prefix + "Street", FieldType.TEXTAREA, 255), Field.text(prefix + "City", 40),
				Field.text(prefix + "State", 80), Field.text(prefix + "PostalCode", 20),
				Field.text(prefix + "Country", 80));
	}

	private static Field picklist(String name, Picklist picklist) {
		return Field.picklist(name, FieldType.PICKLIST, picklist);
	}

	private static Field currency(String name, int precision, int scale) {
		return Field.number(name, FieldType.CURRENCY, precision, scale);
	}

	private static Field lookup(String name, String target, @Nullable String children, OnDelete onDelete) {
		return Field.lookup(name, new Reference(List.of(target), Field.parentNameOf(name), children, onDelete));
	}

	private static Field description() {
		return Field.text("Description", FieldType.TEXTAREA, 32_000);
	}

}
