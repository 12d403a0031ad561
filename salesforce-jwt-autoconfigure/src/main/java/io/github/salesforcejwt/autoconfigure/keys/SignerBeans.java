package io.github.salesforcejwt.autoconfigure.keys;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSSigner;
import io.github.salesforcejwt.SigningKey;
import io.github.salesforcejwt.SigningKeys;
import io.github.salesforcejwt.autoconfigure.properties.InvalidSalesforceConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;

/**
 * Beans that sign for an org with a key that this application does not hold: a
 * {@link JWSSigner} or {@link SigningKeys}, qualified by the id of the org.
 */
final class SignerBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ResourceLoader resourceLoader;

	SignerBeans(ConfigurableListableBeanFactory beanFactory, ResourceLoader resourceLoader) {
		this.beanFactory = beanFactory;
		this.resourceLoader = resourceLoader;
	}

	/**
	 * Find the keys of an org.
	 * @param id the id of the org
	 * @param prefix the prefix of its properties
	 * @param certificate the certificate of the key, as PEM text or a location of it
	 * @return the keys, or {@code null} if no bean is qualified by the id
	 * @throws InvalidSalesforceConfigurationException if a bean is, and cannot be used
	 */
	@Nullable SigningKeys find(String id, String prefix, @Nullable String certificate) {
		String property = prefix + ".certificate";
		Map<String, SigningKeys> keys = BeanFactoryAnnotationUtils.qualifiedBeansOfType(this.beanFactory,
				SigningKeys.class, id);
		Map<String, JWSSigner> signers = BeanFactoryAnnotationUtils.qualifiedBeansOfType(this.beanFactory,
				JWSSigner.class, id);
		List<String> names = Stream.concat(keys.keySet().stream(), signers.keySet().stream()).toList();
		if (names.size() > 1) {
			throw new InvalidSalesforceConfigurationException(prefix,
					"the beans '" + String.join("', '", names) + "' all sign for the org '" + id + "'",
					"Qualify one of them by '" + id
							+ "'. For two keys, newest first, define a bean of type SigningKeys.");
		}
		boolean certified = StringUtils.hasText(certificate);
		if (signers.isEmpty()) {
			if (certified) {
				throw noSigner(id, property, keys.isEmpty());
			}
			return keys.isEmpty() ? null : keys.values().iterator().next();
		}
		String name = names.get(0);
		JWSSigner signer = signers.values().iterator().next();
		if (certificate == null || !certified) {
			throw new InvalidSalesforceConfigurationException(property,
					"it is missing, although the bean '" + name + "' signs for the org",
					PemSource.Kind.CERTIFICATE.remedy()
							+ " Use the certificate that was uploaded to the app in Salesforce.");
		}
		if (!signer.supportedJWSAlgorithms().contains(JWSAlgorithm.RS256)) {
			throw new InvalidSalesforceConfigurationException(property,
					"the bean '" + name + "' signs by " + signer.supportedJWSAlgorithms()
							+ ", but Salesforce accepts only RS256",
					"Let it sign by RS256 (RSASSA-PKCS1-v1_5 with SHA-256).");
		}
		PemSource source = PemSource.of(PemSource.Kind.CERTIFICATE, property, certificate, this.resourceLoader);
		String description = "bean '" + name + "', with " + source;
		return source.isFile() ? new FileSigningKeys(source, (text) -> key(signer, source, text, description))
				: SigningKeys.of(key(signer, source, source.text(), description));
	}

	private InvalidSalesforceConfigurationException noSigner(String id, String property, boolean nothingSigns) {
		if (!nothingSigns) {
			return new InvalidSalesforceConfigurationException(property,
					"a bean of type SigningKeys, which has the certificates of its keys, signs for the org",
					"Remove it.");
		}
		List<String> others = Arrays.asList(this.beanFactory.getBeanNamesForType(JWSSigner.class));
		return new InvalidSalesforceConfigurationException(property,
				"there is no bean of type JWSSigner with the qualifier '" + id + "'"
						+ (others.isEmpty() ? "" : ", only '" + String.join("', '", others) + "' with other ones"),
				"Annotate the bean that signs with @Qualifier(\"" + id
						+ "\"), or remove the property: the certificate of "
						+ "a private key belongs in the file of the key. The check from the command line creates no beans.");
	}

	private static SigningKey key(JWSSigner signer, PemSource source, String text, String description) {
		X509Certificate certificate = PemBlock.parse(text)
			.stream()
			.flatMap((block) -> PrivateKeyReader.certificates(block).stream())
			.findFirst()
			.orElseThrow(() -> source.failure("holds no certificate that can be read"));
		SalesforceKeyRules.check(certificate, source::failure);
		return SigningKey.of(signer, certificate, description);
	}

}
