package io.github.salesforcejwt.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

import io.github.salesforcejwt.test.SalesforceOrg;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.salesforce.AuthenticationType;
import org.apache.camel.component.salesforce.SalesforceComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;

/**
 * Calls through Apache Camel's Salesforce component, which takes its key from a key store
 * only.
 */
final class CamelCaller implements Caller {

	private static final String PASSWORD = "changeit";

	private static final Path KEY_STORE = keyStore();

	private final CamelContext context = new DefaultCamelContext();

	private final ProducerTemplate template;

	CamelCaller(SalesforceOrg org) {
		KeyStoreParameters keyStore = new KeyStoreParameters();
		keyStore.setResource(KEY_STORE.toUri().toString());
		keyStore.setType("PKCS12");
		keyStore.setPassword(PASSWORD);
		SalesforceComponent component = new SalesforceComponent();
		component.setAuthenticationType(AuthenticationType.JWT);
		component.setLoginUrl(org.url());
		component.setClientId(org.clientId());
		component.setUserName(org.username());
		component.setKeystore(keyStore);
		component.setLazyLogin(true);
		this.context.addComponent("salesforce", component);
		this.context.start();
		this.template = this.context.createProducerTemplate();
	}

	@Override
	public void call() {
		this.template.requestBody("salesforce:raw?rawMethod=GET&rawPath=" + PATH, "", String.class);
	}

	@Override
	public void close() {
		this.context.stop();
	}

	/**
	 * Return the certificate of the key.
	 * @return the PEM text
	 */
	static String certificate() throws GeneralSecurityException, IOException {
		KeyStore keyStore = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(KEY_STORE)) {
			keyStore.load(in, PASSWORD.toCharArray());
		}
		return "-----BEGIN CERTIFICATE-----\n"
				+ Base64.getMimeEncoder().encodeToString(keyStore.getCertificate("salesforce").getEncoded())
				+ "\n-----END CERTIFICATE-----\n";
	}

	private static Path keyStore() {
		try {
			Path directory = Files.createTempDirectory("benchmarks");
			Path file = directory.resolve("key-store.p12");
			Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
					"-genkeypair", "-alias", "salesforce", "-keyalg", "RSA", "-keysize", "2048", "-dname",
					"CN=benchmarks", "-validity", "30", "-storetype", "PKCS12", "-keystore", file.toString(),
					"-storepass", PASSWORD)
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start();
			if (keytool.waitFor() != 0) {
				throw new IllegalStateException("keytool failed");
			}
			directory.toFile().deleteOnExit();
			file.toFile().deleteOnExit();
			return file;
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
