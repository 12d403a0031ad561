package io.github.salesforcejwt.autoconfigure;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers a client bean for each org: that of the org {@code salesforce} as a fallback
 * that an unqualified injection finds, those of the others by qualifier only. A client
 * that is not injected is not created.
 */
abstract class SalesforceClientRegistrar implements ImportBeanDefinitionRegistrar {

	private final Environment environment;

	private final Class<?> clientType;

	private final String factoryBeanName;

	private final String factoryMethodName;

	SalesforceClientRegistrar(Environment environment, Class<?> clientType, String factoryBeanName,
			String factoryMethodName) {
		this.environment = environment;
		this.clientType = clientType;
		this.factoryBeanName = factoryBeanName;
		this.factoryMethodName = factoryMethodName;
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata importingClassMetadata, BeanDefinitionRegistry registry) {
		for (String id : SalesforceOrgs.ids(this.environment, (ListableBeanFactory) registry)) {
			String name = beanName(id, this.clientType);
			if (!registry.containsBeanDefinition(name)) {
				registry.registerBeanDefinition(name, definition(id));
			}
		}
	}

	static String beanName(String id, Class<?> clientType) {
		return id + clientType.getSimpleName();
	}

	private RootBeanDefinition definition(String id) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(this.clientType);
		definition.setFactoryBeanName(this.factoryBeanName);
		definition.setFactoryMethodName(this.factoryMethodName);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, id);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, id));
		definition.setFallback(true);
		definition.setLazyInit(true);
		definition.setDefaultCandidate(SalesforceOrgs.DEFAULT_ID.equals(id));
		return definition;
	}

}
