package io.github.salesforcejwt.test.container;

import java.io.File;
import java.security.KeyPair;

import com.github.dockerjava.api.command.InspectContainerResponse;
import io.github.salesforcejwt.test.SalesforceOrg;
import io.github.salesforcejwt.test.internal.control.ControlClient;
import io.github.salesforcejwt.test.internal.org.Keys;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * The stand-in Salesforce in a container. It starts with one org, whose one user may log
 * in; more orgs can be added. With {@code @ServiceConnection} an application needs no
 * properties for the org {@code salesforce}. Tests script the orgs like those of an
 * in-process server.
 */
public final class SalesforceContainer extends GenericContainer<SalesforceContainer> {

	/**
	 * The image that runs it, of which only Java 17 is used.
	 */
	public static final DockerImageName DEFAULT_IMAGE = DockerImageName.parse("wiremock/wiremock:3.13.2-3");

	private static final String ORG = "salesforce";

	private static final int PORT = 8080;

	private static final int FURTHER_HOSTS = 8;

	private static final String USERNAME = "sync@salesforce.example";

	private static final String DIRECTORY = "/stand-in/";

	private static final String CERTIFICATE = DIRECTORY + "app.pem";

	private final String clientId = Keys.clientId();

	private String publicKey;

	private @Nullable String privateKey;

	/**
	 * Create a container of the default image.
	 */
	public SalesforceContainer() {
		this(DEFAULT_IMAGE);
	}

	/**
	 * Create a container.
	 * @param image an image with Java 17 or later
	 */
	public SalesforceContainer(DockerImageName image) {
		super(image);
		KeyPair keys = Keys.ofOrg(ORG);
		this.privateKey = Keys.pem(keys.getPrivate());
		this.publicKey = Keys.pem(keys.getPublic());
		for (File jar : ServerJars.find()) {
			withCopyFileToContainer(MountableFile.forHostPath(jar.getPath()), DIRECTORY + jar.getName());
		}
		withCreateContainerCmdModifier((command) -> command.withEntrypoint("java", "-cp", DIRECTORY + "*",
				"io.github.salesforcejwt.test.CommandLine"));
		withCommand("--address=0.0.0.0", "--port=" + PORT, "--control=anyone", "--client-id=" + this.clientId,
				"--user=" + USERNAME, "--certificate=" + CERTIFICATE);
		addExposedPort(PORT);
		for (int i = 1; i <= FURTHER_HOSTS; i++) {
			addExposedPort(PORT + i);
		}
		waitingFor(Wait.forHttp("/services/data").forPort(PORT));
	}

	/**
	 * Set the certificate of the org's app. The caller keeps the private key; without a
	 * certificate a key is generated.
	 * @param pem the PEM text of the certificate, or of a bare public key
	 * @return this container
	 * @throws IllegalArgumentException if the text holds no RSA key
	 */
	public SalesforceContainer withCertificate(String pem) {
		this.publicKey = Keys.pem(Keys.publicKey(pem));
		this.privateKey = null;
		return this;
	}

	@Override
	protected void configure() {
		withCopyToContainer(Transferable.of(this.publicKey), CERTIFICATE);
	}

	@Override
	protected void containerIsStarted(InspectContainerResponse container) {
		for (int i = 1; i <= FURTHER_HOSTS; i++) {
			control().setAside(PORT + i, url(PORT + i));
		}
	}

	/**
	 * Return the org that the container started with.
	 * @return the org
	 */
	public SalesforceOrg org() {
		return org(ORG);
	}

	/**
	 * Return an org.
	 * @param id its id
	 * @return the org
	 * @throws IllegalArgumentException if there is no org with that id
	 */
	public SalesforceOrg org(String id) {
		return SalesforceOrg.at(getLoginUrl(), id);
	}

	/**
	 * Add an org, with an app, a key and a pre-authorized user of its own. Orgs, moves of
	 * orgs and login hosts each take one of eight ports.
	 * @param id its id, not taken yet
	 * @return the org
	 * @throws IllegalArgumentException if the id is taken, or no port is left
	 */
	public SalesforceOrg addOrg(String id) {
		control().addOrg(id);
		return org(id);
	}

	/**
	 * Clear the scenarios of all orgs.
	 */
	public void clearScenarios() {
		control().clearScenarios();
	}

	private ControlClient control() {
		return new ControlClient(getLoginUrl());
	}

	/**
	 * Return the origin at which the org is reached and logs in.
	 * @return the origin
	 */
	public String getLoginUrl() {
		return url(PORT);
	}

	private String url(int port) {
		return "http://" + getHost() + ":" + getMappedPort(port);
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
					"The container was started with a certificate: only its owner has the private key");
		}
		return this.privateKey;
	}

}
