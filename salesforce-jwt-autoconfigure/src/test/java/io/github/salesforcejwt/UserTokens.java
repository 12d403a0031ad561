package io.github.salesforcejwt;

import java.net.URI;
import java.text.ParseException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.nimbusds.jwt.SignedJWT;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Token endpoint of an org with many users: each one's token names its user. Safe for
 * threads.
 */
final class UserTokens implements ClientHttpRequestFactory {

	static final String OWN_USER = "erp@acme.example";

	final Map<String, AtomicInteger> logins = new ConcurrentHashMap<>();

	final Set<String> refused = ConcurrentHashMap.newKeySet();

	@Override
	public ClientHttpRequest createRequest(URI uri, HttpMethod method) {
		return new MockClientHttpRequest(method, uri) {

			@Override
			protected ClientHttpResponse executeInternal() {
				return answer(getBodyAsString());
			}

		};
	}

	private ClientHttpResponse answer(String form) {
		String user = subject(form);
		int number = this.logins.computeIfAbsent(user, (name) -> new AtomicInteger()).incrementAndGet();
		return this.refused.contains(user)
				? FakeTokenEndpoint.error(400, "invalid_grant", "user hasn't approved this consumer")
				: FakeTokenEndpoint.token("token-of-" + user + "-" + number);
	}

	private static String subject(String form) {
		try {
			String assertion = UriComponentsBuilder.newInstance()
				.query(form)
				.build()
				.getQueryParams()
				.getFirst("assertion");
			return SignedJWT.parse(assertion).getJWTClaimsSet().getSubject();
		}
		catch (ParseException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int loginsOf(String user) {
		AtomicInteger logins = this.logins.get(user);
		return (logins != null) ? logins.get() : 0;
	}

	SalesforceSession.Builder session() {
		return session("acme");
	}

	SalesforceSession.Builder session(String id) {
		return SalesforceSession
			.withRegistration(SalesforceRegistration.withId(id)
				.clientId("3MVG9")
				.username(OWN_USER)
				.loginUrl(URI.create("https://acme.my.salesforce.com"))
				.build())
			.signingKeys(SigningKeys.of(TestKey.RSA_2048.signingKey("test")))
			.tokenClient(new SalesforceTokenClient(this, ObservationRegistry.NOOP));
	}

}
