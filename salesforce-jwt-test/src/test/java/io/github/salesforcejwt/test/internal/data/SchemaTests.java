package io.github.salesforcejwt.test.internal.data;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SchemaTests {

	private final Schema schema = Schema.standard();

	@Test
	void customObjectsHaveDifferentKeyPrefixes() {
		Schema more = this.schema;
		for (int i = 0; i < 40; i++) {
			more = more.define(ObjectDefinition.of("A%d__c".formatted(i)));
		}
		assertThat(more.types()).extracting(SObjectType::keyPrefix)
			.contains("a00", "a09", "a0A", "a0Z", "a13")
			.doesNotHaveDuplicates();
		assertThat(this.schema.type("A1__c")).isEmpty();
	}

	@Test
	void definitionChangesWhatIsThere() {
		Schema changed = this.schema.define(TestOrg.object("account", Field.text("erp_id__c", 10)));
		SObjectType account = changed.type("Account").orElseThrow();
		assertThat(account.field("ERP_Id__c")).extracting((field) -> field.size().length()).isEqualTo(10);
		assertThat(account.field("Phone")).isNotNull();
		assertThat(account.keyPrefix()).isEqualTo("001");
		assertThat(changed.names()).hasSameSizeAs(this.schema.names());
	}

	@Test
	void waysToChildrenHaveNamesOfTheirOwn() {
		Schema more = this.schema
			.define(TestOrg.object("Delivery__c", Field.lookup("From__c", "Account"), Field.lookup("To__c", "Account"),
					Field.lookup("Contact__c", "Contact")))
			.define(TestOrg.object("Box__c", Field.lookup("Delivery__c", "Delivery__c")));
		assertThat(childrenNames(more, "Account")).contains("Contacts", "Deliveries__r", "Deliveries1__r");
		assertThat(childrenNames(more, "Contact")).contains("Deliveries__r");
		assertThat(childrenNames(more, "Delivery__c")).containsExactly("Boxes__r");
	}

	private static List<String> childrenNames(Schema schema, String type) {
		return schema.children(schema.type(type).orElseThrow())
			.stream()
			.map((relationship) -> String.valueOf(relationship.reference().childrenName()))
			.toList();
	}

	@Test
	void detailHasNoOwner() {
		Field master = Field.masterDetail("Order__c", "Account");
		Schema more = this.schema.define(TestOrg.object("Line__c", master)).define(TestOrg.object("Other__c"));
		assertThat(more.type("Line__c").orElseThrow().field("OwnerId")).isNull();
		assertThat(more.type("Other__c").orElseThrow().field("OwnerId")).isNotNull();
	}

	@Test
	void definitionThatAnOrgWouldRefuseIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.schema.define(ObjectDefinition.of("Invoice")))
			.withMessage(
					"There is no standard sObject 'Invoice' among [Account, Contact, Lead, Opportunity, Product2, RecordType, User], and the name of a custom sObject ends in __c");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.schema.define(TestOrg.object("Account", Field.text("Number", 1))))
			.withMessage("Account has no standard field 'Number', and the name of a custom field ends in __c");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.schema.define(TestOrg.object("Account", Field.lookup("Plant__c", "Plant__c"))))
			.withMessage("Plant__c looks up an sObject 'Plant__c' that is not there: define that first");
		assertThatIllegalArgumentException().isThrownBy(() -> Field.text("A\" INT, \"B", 1))
			.withMessageContaining("such as ERP_Id__c");
		assertThatIllegalArgumentException().isThrownBy(() -> Field.autoNumber("Name", "INV-0000"))
			.withMessageContaining("such as INV-{0000}, not 'INV-0000'");
	}

}
