package io.github.salesforcejwt.sample;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.UpperCamelCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Salesforce {@code Account} as the sync writes it. A null empties the field: the ERP
 * leads.
 */
@JsonNaming(UpperCamelCaseStrategy.class)
record Account(@JsonProperty("attributes") Map<String, String> attributes, @JsonProperty("ERP_Id__c") String erpId,
		@Nullable String name, @Nullable String phone, @Nullable String website, @Nullable String billingStreet,
		@Nullable String billingPostalCode, @Nullable String billingCity, @Nullable String billingCountry) {

	static Account of(Customer customer) {
		return new Account(Map.of("type", "Account"), customer.id(), customer.name(), customer.phone(),
				customer.website(), customer.street(), customer.postcode(), customer.city(), customer.country());
	}

}
