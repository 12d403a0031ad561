package io.github.salesforcejwt.test.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import io.github.salesforcejwt.test.TestKeyStore;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.component.salesforce.api.dto.CreateSObjectResult;
import org.apache.camel.component.salesforce.api.dto.SObjectDescription;
import org.apache.camel.component.salesforce.api.dto.UpsertSObjectResult;
import org.apache.camel.component.salesforce.api.dto.bulkv2.Job;
import org.apache.camel.component.salesforce.api.dto.bulkv2.JobStateEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.OperationEnum;
import org.apache.camel.component.salesforce.api.dto.bulkv2.QueryJob;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What an integration with Apache Camel does: log in by JWT, and keep accounts in step.
 */
abstract class CamelSalesforceScenario {

	private static TestKeyStore keyStore;

	private final DefaultCamelContext camel = new DefaultCamelContext();

	private ProducerTemplate template;

	/** Where to log in, and as whom. */
	record Login(String url, String clientId, String username) {
	}

	abstract Login login(TestKeyStore keyStore) throws Exception;

	abstract void close();

	@BeforeAll
	static void createKeyStore(@TempDir Path directory) throws Exception {
		keyStore = TestKeyStore.create(directory);
	}

	@BeforeEach
	void start() throws Exception {
		Login login = login(keyStore);
		KeyStoreParameters key = new KeyStoreParameters();
		key.setResource("file:" + keyStore.file());
		key.setPassword(TestKeyStore.PASSWORD);
		SalesforceComponent salesforce = new SalesforceComponent();
		salesforce.setAuthenticationType(AuthenticationType.JWT);
		salesforce.setLoginUrl(login.url());
		salesforce.setClientId(login.clientId());
		salesforce.setUserName(login.username());
		salesforce.setKeystore(key);
		salesforce.setPackages(Account.class.getPackageName());
		this.camel.addComponent("salesforce", salesforce);
		this.camel.start();
		this.template = this.camel.createProducerTemplate();
	}

	@AfterEach
	void stop() {
		this.camel.stop();
		close();
	}

	@Test
	void recordIsCreatedReadUpdatedAndDeleted() {
		CreateSObjectResult created = this.template.requestBody("salesforce:createSObject",
				Account.of("C-1", "Acme", "Turin"), CreateSObjectResult.class);
		assertThat(created.getSuccess()).isTrue();
		assertThat(created.getId()).startsWith("001").hasSize(18);
		Account account = read(created.getId());
		assertThat(account.getName()).isEqualTo("Acme");
		assertThat(account.getCreatedDate()).isNotNull();

		Account change = Account.of("C-1", "Acme Ltd", "Milan");
		change.setId(created.getId());
		this.template.requestBody("salesforce:updateSObject", change);
		assertThat(read(created.getId()).getBillingCity()).isEqualTo("Milan");

		this.template.requestBody("salesforce:deleteSObject?sObjectName=Account", created.getId());
		assertThat(query("SELECT Id FROM Account WHERE ERP_Id__c = 'C-1'", 2000)).isEmpty();
	}

	@Test
	void recordIsUpsertedByItsExternalId() {
		String uri = "salesforce:upsertSObject?sObjectIdName=ERP_Id__c";
		UpsertSObjectResult first = this.template.requestBody(uri, Account.of("C-2", "Beta", "Rome"),
				UpsertSObjectResult.class);
		assertThat(first.getSuccess()).isTrue();
		assertThat(first.getCreated()).isTrue();
		this.template.requestBody(uri, Account.of("C-2", "Beta", "Bari"));
		assertThat(query("SELECT Id, BillingCity FROM Account WHERE ERP_Id__c = 'C-2'", 2000)).singleElement()
			.satisfies((account) -> assertThat(account.getBillingCity()).isEqualTo("Bari"));
	}

	@Test
	void queryIsReadPageByPage() {
		for (int i = 0; i < 250; i++) {
			this.template.requestBody("salesforce:createSObject",
					Account.of("P-%03d".formatted(i), "Page " + i, "Pisa"));
		}
		List<Account> accounts = query("SELECT ERP_Id__c FROM Account WHERE BillingCity = 'Pisa' ORDER BY ERP_Id__c",
				200);
		assertThat(accounts).hasSize(250)
			.extracting(Account::getERP_Id__c)
			.doesNotHaveDuplicates()
			.isSorted()
			.startsWith("P-000")
			.endsWith("P-249");
	}

	@Test
	void objectIsDescribed() {
		SObjectDescription account = this.template.requestBody("salesforce:getDescription?sObjectName=Account", null,
				SObjectDescription.class);
		assertThat(account.getFields()).anySatisfy((field) -> {
			assertThat(field.getName()).isEqualTo("ERP_Id__c");
			assertThat(field.isExternalId()).isTrue();
		});
	}

	@Test
	void collectionIsUpserted() {
		List<Account> accounts = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			accounts.add(Account.of("L-" + i, "Account " + i, "Lucca"));
		}
		List<?> results = this.template.requestBody(
				"salesforce:compositeUpsertSObjectCollections?sObjectName=Account&sObjectIdName=ERP_Id__c", accounts,
				List.class);
		assertThat(results).hasSize(200)
			.allSatisfy((result) -> assertThat(((UpsertSObjectResult) result).getSuccess()).isTrue());
		assertThat(query("SELECT Id FROM Account WHERE BillingCity = 'Lucca'", 2000)).hasSize(200);
	}

	@Test
	void rowsAreWrittenInBulk() {
		Job job = new Job();
		job.setObject("Account");
		job.setOperation(OperationEnum.INSERT);
		String id = this.template.requestBody("salesforce:bulk2CreateJob", job, Job.class).getId();
		this.template.requestBodyAndHeader("salesforce:bulk2CreateBatch",
				"ERP_Id__c,Name,BillingCity\nB-1,First,Asti\nB-2,Second,Asti\n", "jobId", id);
		this.template.requestBody("salesforce:bulk2CloseJob?jobId=" + id, null, Job.class);
		await().untilAsserted(() -> {
			Job state = this.template.requestBody("salesforce:bulk2GetJob?jobId=" + id, null, Job.class);
			assertThat(state.getState()).isEqualTo(JobStateEnum.JOB_COMPLETE);
			assertThat(state.getNumberRecordsProcessed()).isEqualTo(2);
		});
		assertThat(query("SELECT Id FROM Account WHERE BillingCity = 'Asti'", 2000)).hasSize(2);
	}

	@Test
	void rowsAreReadInBulk() throws IOException {
		this.template.requestBody("salesforce:createSObject", Account.of("Q-1", "First", "Cuneo"));
		this.template.requestBody("salesforce:createSObject", Account.of("Q-2", "Second", "Cuneo"));
		QueryJob job = new QueryJob();
		job.setOperation(OperationEnum.QUERY);
		job.setQuery("SELECT ERP_Id__c, Name FROM Account WHERE BillingCity = 'Cuneo' ORDER BY ERP_Id__c");
		String id = this.template.requestBody("salesforce:bulk2CreateQueryJob", job, QueryJob.class).getId();
		await().untilAsserted(() -> assertThat(
				this.template.requestBody("salesforce:bulk2GetQueryJob?jobId=" + id, null, QueryJob.class).getState())
			.isEqualTo(JobStateEnum.JOB_COMPLETE));
		try (InputStream results = this.template.requestBody("salesforce:bulk2GetQueryJobResults?jobId=" + id, null,
				InputStream.class)) {
			assertThat(new String(results.readAllBytes(), StandardCharsets.UTF_8).replace("\"", "")).hasLineCount(3)
				.contains("Q-1,First", "Q-2,Second");
		}
	}

	private Account read(String id) {
		return this.template.requestBody("salesforce:getSObject?sObjectName=Account", id, Account.class);
	}

	private List<Account> query(String soql, int pageSize) {
		Iterator<?> results = this.template.requestBodyAndHeader(
				"salesforce:query?streamQueryResult=true&sObjectClass=" + Account.Page.class.getName(), soql,
				"Sforce-Query-Options", "batchSize=" + pageSize, Iterator.class);
		List<Account> accounts = new ArrayList<>();
		results.forEachRemaining((account) -> accounts.add((Account) account));
		return accounts;
	}

}
