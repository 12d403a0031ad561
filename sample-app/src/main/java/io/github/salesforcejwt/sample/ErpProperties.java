package io.github.salesforcejwt.sample;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Properties of the sync.
 *
 * @param demoCustomers how many customers the ERP gets on its first start
 * @param demoOrders how many orders it gets; they need an object of their own in the org
 * @param parallelRequests how many collections are sent at the same time. Salesforce lets
 * 25 requests of an org last longer than 20 seconds, and 5 in a Developer Edition
 * @param bulkFrom how many rows must be due for Bulk API 2.0 instead of collections
 * @param bulkJobRows how many rows one job has at most. Salesforce accepts 150 MB
 * @param lease how long an instance keeps the rows that it sends. It must be longer than
 * a call can take
 */
@ConfigurationProperties("erp")
record ErpProperties(@DefaultValue("3000") int demoCustomers, @DefaultValue("0") int demoOrders,
		@DefaultValue("4") int parallelRequests, @DefaultValue("10001") int bulkFrom,
		@DefaultValue("100000") int bulkJobRows, @DefaultValue("5m") Duration lease) {

}
