package io.github.salesforcejwt.test.container;

import java.io.File;
import java.security.KeyPair;

import io.github.salesforcejwt.test.internal.standin.ContainerFilter;
import io.github.salesforcejwt.test.internal.org.Keys;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The stand-in Salesforce in a container: one org, whose one user may log in. With
 * {@code @ServiceConnection} an application needs no property of the org
 * {@code salesforce}. Scenarios are for the server in process only.
 */
public final class SalesforceContainer extends GenericContainer<SalesforceContainer> {

	/**
	 * The image that runs it: WireMock on Java 17.
	 */
	public static final DockerImageName DEFAULT_IMAGE = DockerImageName.parse("wiremock/wiremock:3.13.2-3");

	private static final int PORT = 8080;

	private static final String USERNAME = "sync@salesforce.example";

	private final String clientId = Keys.clientId();

	private @Nullable String privateKey;

	/**
	 * Create a container of the default image.
	 */
	public SalesforceContainer() {
		this(DEFAULT_IMAGE);
	}

	/**
	 * Create a container.
	 * @param image an image of WireMock 3.13.2 or later, on Java 17 or later
	 */
	public SalesforceContainer(DockerImageName image) {
		super(image.asCompatibleSubstituteFor("wiremock/wiremock"));
		KeyPair keys = Keys.ofOrg("salesforce");
		this.privateKey = Keys.pem(keys.getPrivate());
		withEnv(ContainerFilter.CLIENT_ID, this.clientId);
		withEnv(ContainerFilter.USERNAME, USERNAME);
		withEnv(ContainerFilter.PUBLIC_KEY, Keys.pem(keys.getPublic()));
		for (File jar : ExtensionJars.find()) {
			withCopyFileToContainer(MountableFile.forHostPath(jar.getPath()),
					"/var/wiremock/extensions/" + jar.getName());
		}
		withCommand("--no-request-journal", "--disable-request-logging", "--extensions",
				ContainerFilter.class.getName());
		withExposedPorts(PORT);
		waitingFor(Wait.forHttp("/__admin/mappings").forPort(PORT));
	}

	/**
	 * Set the certificate of the org's app. The caller keeps the private key; without a
	 * certificate a key is generated.
	 * @param pem the PEM text of the certificate, or of a bare public key
	 * @return this container
	 * @throws IllegalArgumentException if the text holds no RSA key
	 */
	public SalesforceContainer withCertificate(String pem) {
		withEnv(ContainerFilter.PUBLIC_KEY, Keys.pem(Keys.publicKey(pem)));
		this.privateKey = null;
		return this;
	}

	/**
	 * Return where the org lives and logs in.
	 * @return the origin
	 */
	public String getLoginUrl() {
		return "http://" + getHost() + ":" + getMappedPort(PORT);
	}

	/**
	 * Return the consumer key of the org's app.
	 * @return the consumer key
	 */
	public String getClientId() {
		return this.clientId;
	}

	/**
	 * Return the user who may log in.
	 * @return the username
	 */
	public String getUsername() {
		return USERNAME;
	}

	/**
	 * Return the key whose certificate the org's app has.
	 * @return the PEM text (PKCS#8)
	 * @throws IllegalStateException if the container was given a certificate, not a key
	 */
	public String getPrivateKey() {
		if (this.privateKey == null) {
			throw new IllegalStateException(
					"The container was started with a certificate: its private key is with who made it");
		}
		return this.privateKey;
	}

}
