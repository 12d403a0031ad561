package io.github.salesforcejwt.sample;

import org.springframework.stereotype.Component;

/**
 * Counts how often this application has logged in to Salesforce.
 */
@Component
class LoginCounter {

	int count() {
		return 0;
	}

}
