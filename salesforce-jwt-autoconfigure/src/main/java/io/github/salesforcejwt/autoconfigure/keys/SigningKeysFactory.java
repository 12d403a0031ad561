package io.github.salesforcejwt.autoconfigure.keys;

import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import io.github.salesforcejwt.autoconfigure.properties.SalesforceOrgProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * Creates the signing keys of an org from {@code private-key} or {@code ssl-bundle}, or
 * from a bean that signs in their place.
 */
public final class SigningKeysFactory {

	private final PrivateKeyReader privateKeyReader;

	private final SslBundles sslBundles;

	private final SignerBeans signerBeans;

	/**
	 * Create a factory.
	 * @param resourceLoader finds the files of keys
	 * @param sslBundles the bundles of the application, or {@code null} if there are none
	 * @param beanFactory knows the beans that sign instead of a private key
	 */
	public SigningKeysFactory(ResourceLoader resourceLoader, @Nullable SslBundles sslBundles,
			ConfigurableListableBeanFactory beanFactory) {
		this.signerBeans = new SignerBeans(beanFactory, resourceLoader);
		this.privateKeyReader = new PrivateKeyReader(resourceLoader);
		this.sslBundles = (sslBundles != null) ? sslBundles : new DefaultSslBundleRegistry();
	}

	/**
	 * Find the bean that signs for an org, or read its keys.
	 * @param id the id of the org
	 * @param prefix the prefix of its properties
	 * @param properties its properties
	 * @return the keys, which follow a file or a bundle that changes
	 * @throws InvalidSalesforceConfigurationException if there is no usable key
	 */
	public SigningKeys create(String id, String prefix, SalesforceOrgProperties properties) {
		SigningKeys keys = this.signerBeans.find(id, prefix, properties.getCertificate());
		if (keys == null) {
			return create(prefix, properties.getPrivateKey(), properties.getPrivateKeyPassword(),
					properties.getSslBundle());
		}
		if (StringUtils.hasText(properties.getPrivateKey())) {
			throw besideBean(prefix + ".private-key", id);
		}
		if (StringUtils.hasText(properties.getSslBundle())) {
			throw besideBean(prefix + ".ssl-bundle", id);
		}
		return keys;
	}

	private static InvalidSalesforceConfigurationException besideBean(String property, String id) {
		return new InvalidSalesforceConfigurationException(property, "a bean signs for the org, too",
				"Remove it, or the qualifier '" + id + "' of the bean.");
	}

	/**
	 * Read the keys of an org.
	 * @param prefix the prefix of its properties
	 * @param privateKey the PEM text of the key or its location, or {@code null}
	 * @param password the password of an encrypted key, or {@code null}
	 * @param sslBundle the name of the bundle that holds the key instead, or {@code null}
	 * @return the keys, which follow a file or a bundle that changes
	 * @throws InvalidSalesforceConfigurationException if there is no usable key
	 */
	public SigningKeys create(String prefix, @Nullable String privateKey, @Nullable String password,
			@Nullable String sslBundle) {
		if (StringUtils.hasText(sslBundle)) {
			if (StringUtils.hasText(privateKey)) {
				throw new InvalidSalesforceConfigurationException(prefix + ".ssl-bundle",
						"'" + prefix + ".private-key' is set, too", "Remove one of the two.");
			}
			return new SslBundleSigningKeys(prefix + ".ssl-bundle", sslBundle, this.sslBundles);
		}
		if (privateKey == null) {
			throw new InvalidSalesforceConfigurationException(prefix + ".private-key", "it is missing",
					"Set it to the RSA private key, as PEM or as the location of a PEM file, or set the name of an "
							+ "SSL bundle in '" + prefix + ".ssl-bundle'. " + SalesforceKeyRules.CREATE);
		}
		return this.privateKeyReader.signingKeys(prefix + ".private-key", privateKey, password);
	}

}
