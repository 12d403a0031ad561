package io.github.salesforcejwt.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.salesforcejwt.test.EnableSalesforceServer;

import org.springframework.test.context.TestPropertySource;

/**
 * An org, and a registration of the application's own by which its users log in.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnableSalesforceServer
@TestPropertySource(properties = { "spring.security.oauth2.client.registration.github.client-id=own",
		"spring.security.oauth2.client.registration.github.client-secret=own" })
@interface WithOAuth2Login {

}
