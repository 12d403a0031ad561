package io.github.salesforcejwt.test.internal.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The standard sObjects, each with the fields that a synchronization uses.
 */
final class StandardObjects {

	private static final Field ERP_ID = Field.text("ERP_Id__c", 40).externalId().unique();

	private static final String PERSON_NAME = "TRIM(CONCAT_WS(' ', \"FirstName\", \"LastName\"))";

	private StandardObjects() {
	}

	static List<SObjectType> all() {
		return List.of(account(), contact(), lead(), opportunity(), product());
	}

	private static SObjectType account() {
		List<Field> fields = new ArrayList<>();
		fields.add(Field.text("Name", 255).required().labelled("Account Name"));
		fields.add(picklist("Type"));
		fields.add(Field.lookup("ParentId", "Account").labelled("Parent Account ID"));
		fields.addAll(address("Billing"));
		fields.addAll(address("Shipping"));
		fields.add(Field.of("Phone", FieldType.PHONE, 40).labelled("Account Phone"));
		fields.add(Field.of("Fax", FieldType.PHONE, 40));
		fields.add(Field.text("AccountNumber", 40));
		fields.add(Field.of("Website", FieldType.URL, 255));
		fields.add(picklist("Industry"));
		fields.add(Field.of("AnnualRevenue", FieldType.CURRENCY, 0));
		fields.add(Field.of("NumberOfEmployees", FieldType.INT, 0).labelled("Employees"));
		fields.add(picklist("Rating"));
		fields.add(Field.text("Site", 80));
		fields.add(description());
		fields.add(ERP_ID);
		return new SObjectType("Account", "001", fields);
	}

	private static SObjectType contact() {
		List<Field> fields = person();
		fields.add(Field.lookup("AccountId", "Account"));
		fields.addAll(address("Mailing"));
		fields.add(Field.of("MobilePhone", FieldType.PHONE, 40));
		fields.add(Field.text("Department", 80));
		fields.add(Field.date("Birthdate"));
		return new SObjectType("Contact", "003", fields);
	}

	private static SObjectType lead() {
		List<Field> fields = person();
		fields.add(Field.text("Company", 255).required());
		fields.addAll(address(""));
		fields.add(picklist("Status"));
		fields.add(picklist("LeadSource"));
		return new SObjectType("Lead", "00Q", fields);
	}

	private static List<Field> person() {
		List<Field> fields = new ArrayList<>();
		fields.add(Field.text("LastName", 80).required());
		fields.add(Field.text("FirstName", 40));
		fields.add(Field.computed("Name", 121, PERSON_NAME));
		fields.add(Field.of("Email", FieldType.EMAIL, 80));
		fields.add(Field.of("Phone", FieldType.PHONE, 40));
		fields.add(Field.text("Title", 128));
		fields.add(description());
		fields.add(ERP_ID);
		return fields;
	}

	private static SObjectType opportunity() {
		return new SObjectType("Opportunity", "006",
				List.of(Field.lookup("AccountId", "Account"), Field.text("Name", 120).required(),
						picklist("StageName").required(), Field.date("CloseDate").required(),
						Field.of("Amount", FieldType.CURRENCY, 0), Field.number("Probability"), description(), ERP_ID));
	}

	private static SObjectType product() {
		return new SObjectType("Product2", "01t", List.of(Field.text("Name", 255).required().labelled("Product Name"),
				Field.text("ProductCode", 255), Field.checkbox("IsActive"), picklist("Family"), description(), ERP_ID));
	}

	private static List<Field> address(String prefix) {
		return List.of(Field.of(prefix + "Street", FieldType.TEXTAREA, 255), Field.text(prefix + "City", 40),
				Field.text(prefix + "State", 80), Field.text(prefix + "PostalCode", 20),
				Field.text(prefix + "Country", 80));
	}

	private static Field picklist(String name) {
		return Field.of(name, FieldType.PICKLIST, 255);
	}

	private static Field description() {
		return Field.of("Description", FieldType.TEXTAREA, 32_000);
	}

}
