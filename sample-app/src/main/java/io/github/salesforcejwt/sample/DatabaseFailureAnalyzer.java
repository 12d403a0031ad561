package io.github.salesforcejwt.sample;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains in two sentences what is wrong if the application cannot use its database at
 * startup.
 */
class DatabaseFailureAnalyzer extends AbstractFailureAnalyzer<SQLException> {

	private static final String H2_IN_USE = "90020";

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
		String state = String.valueOf(cause.getSQLState());
		if (state.equals(H2_IN_USE)) {
			return new FailureAnalysis("Another process uses the H2 database: " + cause.getMessage(),
					"Stop the other process. For several at the same time, use PostgreSQL.", rootFailure);
		}
		// classes of SQL states: connection, and authorization
		if (state.startsWith("08") || state.startsWith("28")) {
			return new FailureAnalysis("The database does not let the application in: " + cause.getMessage(), """
					Check that the database is up, and 'spring.datasource.url', 'spring.datasource.username' and \
					'spring.datasource.password'.""", rootFailure);
		}
		return null;
	}

}
