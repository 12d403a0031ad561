package io.github.salesforcejwt.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Runs one sync and ends: with exit code 0 if every row that was due is in Salesforce.
 */
@SpringBootApplication
public class ErpSyncApplication {

	public static void main(String[] args) {
		System.exit(SpringApplication.exit(SpringApplication.run(ErpSyncApplication.class, args)));
	}

}
