package io.github.salesforcejwt;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Cost of an assertion beside that of its signature.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init")
public class SigningBenchmark {

	/**
	 * The length of the key.
	 */
	@Param({ "2048", "4096" })
	public int bits;

	private SalesforceRegistration registration;

	private AssertionSigner signer;

	private SigningKey key;

	private RSAPrivateKey privateKey;

	private byte[] input;

	/**
	 * Make the key.
	 */
	@Setup
	public void start() throws GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(this.bits);
		this.privateKey = (RSAPrivateKey) generator.generateKeyPair().getPrivate();
		this.key = SigningKey.of(this.privateKey, "benchmark", null);
		this.registration = SalesforceRegistration.withId("salesforce")
			.clientId("3MVG9" + "x".repeat(80))
			.username("sync@acme.example")
			.loginUrl(URI.create("https://acme.my.salesforce.com"))
			.build();
		this.signer = new AssertionSigner(Clock.systemUTC());
		String assertion = this.signer.sign(this.registration, this.key).getTokenValue();
		this.input = new byte[assertion.lastIndexOf('.')];
	}

	/**
	 * Sign an assertion.
	 * @return the assertion
	 */
	@Benchmark
	public Object assertion() {
		return this.signer.sign(this.registration, this.key);
	}

	/**
	 * Sign as many bytes.
	 * @return the signature
	 */
	@Benchmark
	public Object signature() throws GeneralSecurityException {
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initSign(this.privateKey);
		signature.update(this.input);
		return signature.sign();
	}

}
