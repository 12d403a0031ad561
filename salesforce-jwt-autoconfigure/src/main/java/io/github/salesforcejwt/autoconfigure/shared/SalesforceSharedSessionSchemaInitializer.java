package io.github.salesforcejwt.autoconfigure.shared;

import io.github.salesforcejwt.autoconfigure.properties.SalesforceSharedSessionProperties;
import javax.sql.DataSource;

import org.springframework.boot.jdbc.init.PropertiesBasedDataSourceScriptDatabaseInitializer;

/**
 * Creates the table of shared sessions if
 * {@code salesforce.jwt.shared-session.jdbc.initialize-schema} says so; by default in an
 * embedded database only.
 */
public class SalesforceSharedSessionSchemaInitializer
		extends PropertiesBasedDataSourceScriptDatabaseInitializer<SalesforceSharedSessionProperties.Jdbc> {

	/**
	 * Create an initializer.
	 * @param dataSource where the table belongs
	 * @param properties whether and how it is created
	 */
	public SalesforceSharedSessionSchemaInitializer(DataSource dataSource,
			SalesforceSharedSessionProperties.Jdbc properties) {
		super(dataSource, properties);
	}

}
