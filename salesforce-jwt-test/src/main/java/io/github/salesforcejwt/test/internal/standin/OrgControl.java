package io.github.salesforcejwt.test.internal.standin;

import java.util.List;
import java.util.Map;

import io.github.salesforcejwt.test.internal.data.ObjectDefinition;
import io.github.salesforcejwt.test.internal.org.LoginHistory;
import io.github.salesforcejwt.test.internal.org.RequestLog;
import io.github.salesforcejwt.test.internal.scenario.OrgCommand;
import org.jspecify.annotations.Nullable;

/**
 * An org as tests see it, in this process or in another.
 */
public interface OrgControl {

	/**
	 * Change the org.
	 * @param command the change
	 * @throws IllegalArgumentException if the command makes no sense
	 */
	void run(OrgCommand command);

	/**
	 * Add an sObject, or change the one of that name.
	 * @param definition what is to be known of it
	 * @throws IllegalArgumentException if an org would refuse the definition
	 */
	void define(ObjectDefinition definition);

	OrgView view();

	Credentials credentials();

	List<LoginHistory.Login> logins();

	List<RequestLog.Arrival> requests();

	/**
	 * Read the records of a type.
	 * @param sObject the name of the type
	 * @return the records
	 * @throws IllegalArgumentException if there is no such type
	 */
	List<Map<String, @Nullable Object>> records(String sObject);

}
