package com.acme.erp;

import java.util.Map;

import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;

/**
 * A service as the user of the starter writes it.
 */
@Service
class CustomerService {

	private final RestClient salesforce;

	CustomerService(RestClient salesforce) {
		this.salesforce = salesforce;
	}

	void send(String erpId, String name) {
		this.salesforce.patch()
			.uri("/services/data/v60.0/sobjects/Account/ERP_Id__c/{id}", erpId)
			.body(Map.of("Name", name))
			.retrieve()
			.toBodilessEntity();
	}

}
