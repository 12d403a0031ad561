package io.github.salesforcejwt.it.process;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.util.List;

import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import io.github.salesforcejwt.SalesforceClients;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Application whose keys are in a PKCS#11 token: that of one org by an SSL bundle, that
 * of the other by a bean that signs.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class DeviceKeyApplication {

	public static void main(String[] arguments) {
		new SpringApplicationBuilder(DeviceKeyApplication.class).web(WebApplicationType.NONE).run(arguments);
	}

	@Bean
	@Qualifier("emea")
	JWSSigner tokenSigner(@Value("${token.pin}") String pin, @Value("${token.provider}") String name) throws Exception {
		Provider provider = Security.getProvider(name);
		KeyStore keyStore = KeyStore.getInstance("PKCS11", provider);
		keyStore.load(null, pin.toCharArray());
		RSASSASigner signer = new RSASSASigner((PrivateKey) keyStore.getKey("salesforce", null));
		signer.getJCAContext().setProvider(provider);
		return signer;
	}

	@Bean
	CommandLineRunner runner(SalesforceClients clients, SslBundles bundles) {
		return (arguments) -> {
			for (String id : List.of("salesforce", "emea")) {
				String limits = clients.restClient(id)
					.get()
					.uri("/services/data/v68.0/limits")
					.retrieve()
					.body(String.class);
				System.out.println("Limits of " + id + ": " + limits.contains("DailyApiRequests"));
				System.out.println("Key of " + id + ": " + clients.session(id).getStatus().signingKey());
			}
			System.out.println("The token shows its key: " + isKeyShown(bundles));
		};
	}

	private static boolean isKeyShown(SslBundles bundles) throws GeneralSecurityException {
		KeyStore keyStore = bundles.getBundle("token").getStores().getKeyStore();
		return keyStore.getKey("salesforce", null).getEncoded() != null;
	}

}
