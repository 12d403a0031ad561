package io.github.salesforcejwt.sample;

import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceQuotaException;

import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.client.RestClientException;

/**
 * Why a run was interrupted: an exit code for schedulers, and a message for people.
 */
enum SyncFailure {

	UNKNOWN(1, "Not expected"),

	REJECTED(2, "Salesforce refuses rows"),

	LOGIN(3, "Salesforce refuses the login"),

	QUOTA(4, "The API calls of the org are used up for today"),

	SALESFORCE(5, "Salesforce does not respond as expected"),

	DATABASE(6, "The database does not respond as expected");

	private final int exitCode;

	private final String meaning;

	SyncFailure(int exitCode, String meaning) {
		this.exitCode = exitCode;
		this.meaning = meaning;
	}

	static SyncFailure of(Throwable failure) {
		if (failure instanceof SalesforceLoginException) {
			return LOGIN;
		}
		if (failure instanceof SalesforceQuotaException || (failure instanceof RestClientException
				&& String.valueOf(failure.getMessage()).contains("TotalRequests Limit exceeded"))) {
			return QUOTA;
		}
		if (failure instanceof RestClientException) {
			return SALESFORCE;
		}
		if (failure instanceof DataAccessException || failure instanceof TransactionException) {
			return DATABASE;
		}
		return UNKNOWN;
	}

	int exitCode() {
		return this.exitCode;
	}

	String describe(Throwable failure) {
		return this.meaning + ": " + failure.getMessage();
	}

}
