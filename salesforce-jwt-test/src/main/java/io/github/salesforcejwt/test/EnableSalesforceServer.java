package io.github.salesforcejwt.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the application context of a Spring test a {@link SalesforceServer} that starts
 * before the context and is closed with it. The four {@code salesforce.jwt.*} properties
 * point to its first org. The server is a bean, and a parameter of test methods.
 * <p>
 * Tests with the same configuration share a context, and so a server with its sessions,
 * records and counters; after each test method its scenarios are cleared.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(SalesforceServerParameterResolver.class)
public @interface EnableSalesforceServer {

	/**
	 * More orgs, by id. Their properties are set below {@code salesforce.jwt.orgs.<id>}.
	 * @return the ids
	 */
	String[] orgs() default {};

	/**
	 * Whether the server speaks https. Its SSL bundle is {@code salesforce-server}, and
	 * the HTTP clients of the application use it ({@code http.ssl-bundle}).
	 * @return whether it is https
	 */
	boolean https() default false;

}
