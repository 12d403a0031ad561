package io.github.salesforcejwt.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.web.client.RestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SalesforceClientRegistrar}.
 */
class SalesforceClientRegistrarTests {

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	private final SalesforceClientRegistrar registrar = new SalesforceRestClientRegistrar(
			new MockEnvironment().withProperty("salesforce.jwt.client-id", "3MVG9")
				.withProperty("salesforce.jwt.orgs.emea.client-id", "3MVG9"));

	/**
	 * An application may declare clients of its own by another type than theirs.
	 */
	@Test
	void typeOfAClientIsKnownThoughThatOfItsFactoryIsNot() {
		this.beanFactory.registerBeanDefinition("salesforceClients",
				new RootBeanDefinition(Object.class, () -> "clients of the application"));
		register();
		assertThat(this.beanFactory.getBeanNamesForType(RestClient.class, true, false))
			.containsExactlyInAnyOrder("salesforceRestClient", "emeaRestClient");
	}

	@Test
	void beanOfTheApplicationIsKept() {
		RootBeanDefinition definition = new RootBeanDefinition(RestClient.class, RestClient::create);
		this.beanFactory.registerBeanDefinition("emeaRestClient", definition);
		register();
		assertThat(this.beanFactory.getBeanDefinition("emeaRestClient")).isSameAs(definition);
		assertThat(this.beanFactory.containsBeanDefinition("salesforceRestClient")).isTrue();
	}

	private void register() {
		this.registrar.registerBeanDefinitions(AnnotationMetadata.introspect(getClass()), this.beanFactory);
	}

}
