package io.github.salesforcejwt.test.internal.data;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SchemaTests {

	private final Schema schema = Schema.standard();

	@Test
	void customObjectsHaveDifferentKeyPrefixes() {
		Schema more = this.schema.withObject("A__c")
			.withObject("B__c")
			.withField("A__c", Field.plain("On__c", FieldType.DATE));
		assertThat(more.type("a__c").orElseThrow().keyPrefix()).isEqualTo("a00");
		assertThat(more.type("B__c").orElseThrow().keyPrefix()).isEqualTo("a01");
		assertThat(more.names()).endsWith("A__c", "B__c");
		assertThat(this.schema.type("A__c")).isEmpty();
	}

	@Test
	void fieldOfAnUnknownObjectIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.schema.withField("Foo__c", Field.text("A__c", 1)))
			.withMessage(
					"No sObject 'Foo__c' among [Account, Contact, Lead, Opportunity, Product2, RecordType, User]: add it first");
	}

	@Test
	void fieldThatIsThereIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.schema.withField("Account", Field.text("erp_id__c", 1)))
			.withMessage("Account has two fields with the name erp_id__c");
	}

	@Test
	void lookupOfAnUnknownObjectIsRefused() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.schema.withField("Account", Field.lookup("Plant__c", "Plant__c")))
			.withMessage("Plant__c looks up an sObject 'Plant__c' that is not there");
	}

	@Test
	void nameThatIsNoneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Field.text("A\" INT, \"B", 1))
			.withMessageContaining("such as ERP_Id__c");
		assertThatIllegalArgumentException().isThrownBy(() -> this.schema.withObject("Invoice"))
			.withMessage("The name of a custom sObject ends in __c, 'Invoice' does not");
		assertThatIllegalArgumentException().isThrownBy(() -> this.schema.withObject("A__c").withObject("a__C"))
			.withMessageContaining("__c");
		assertThatIllegalArgumentException().isThrownBy(() -> this.schema.withObject("A__c").withObject("A__c"))
			.withMessage("There is an sObject 'A__c' already");
	}

}
