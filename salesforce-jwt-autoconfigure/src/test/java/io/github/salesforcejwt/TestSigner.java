package io.github.salesforcejwt;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;

import org.springframework.core.io.ClassPathResource;

/**
 * Signer that shows as little of its key as a device does: {@link TestKey#RSA_2048},
 * unless it is given another.
 */
public class TestSigner implements JWSSigner {

	public static final X509Certificate CERTIFICATE = certificate("certificate.pem");

	public final AtomicInteger signatures = new AtomicInteger();

	private final JCAContext context = new JCAContext();

	private volatile TestKey key;

	public TestSigner() {
		this(TestKey.RSA_2048);
	}

	public TestSigner(TestKey key) {
		this.key = key;
	}

	public void change(TestKey key) {
		this.key = key;
	}

	@Override
	public Base64URL sign(JWSHeader header, byte[] signingInput) throws JOSEException {
		this.signatures.incrementAndGet();
		return new RSASSASigner(this.key.read()).sign(header, signingInput);
	}

	@Override
	public Set<JWSAlgorithm> supportedJWSAlgorithms() {
		return Set.of(JWSAlgorithm.RS256);
	}

	@Override
	public JCAContext getJCAContext() {
		return this.context;
	}

	public static X509Certificate certificate(String file) {
		try (InputStream pem = new ClassPathResource("keys/" + file).getInputStream()) {
			return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (CertificateException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
