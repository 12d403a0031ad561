package io.github.salesforcejwt.autoconfigure;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Names the parts of an application that send requests of Salesforce clients and that the
 * starter cannot configure, each once.
 */
final class UncontrolledHttpClients {

	private static final Log logger = LogFactory.getLog(UncontrolledHttpClients.class);

	private final Set<Class<?>> named = ConcurrentHashMap.newKeySet();

	void warn(Object part) {
		// the mocks of Spring's tests send nothing
		if (!part.getClass().getName().startsWith("org.springframework.test.") && this.named.add(part.getClass())) {
			logger.warn("Salesforce clients send requests through " + part.getClass().getName()
					+ ", whose redirects, cookies and retries the starter cannot turn off. It must not follow "
					+ "redirects, which could carry the token to another host, keep cookies, which would reach other "
					+ "orgs, or send a request again by itself.");
		}
	}

}
