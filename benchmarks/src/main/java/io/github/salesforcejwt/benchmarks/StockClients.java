package io.github.salesforcejwt.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import io.github.salesforcejwt.test.SalesforceOrg;
import reactor.core.publisher.Mono;

import org.springframework.boot.ssl.pem.PemContent;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.InMemoryOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.InMemoryReactiveOAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.JwtBearerOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.JwtBearerReactiveOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.endpoint.RestClientJwtBearerTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.oauth2.client.web.reactive.function.client.ServerOAuth2AuthorizedClientExchangeFilterFunction;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.endpoint.DefaultMapOAuth2AccessTokenResponseConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.util.UriBuilderFactory;

/**
 * Clients that Spring Security's own parts authorize, as its reference documentation puts
 * them together.
 */
final class StockClients {

	private static final String ID = "salesforce";

	private final SalesforceOrg org;

	private final ClientRegistration registration;

	private final JwtEncoder encoder;

	private final RestClientJwtBearerTokenResponseClient tokenClient = new RestClientJwtBearerTokenResponseClient();

	private final JwtBearerOAuth2AuthorizedClientProvider provider = new JwtBearerOAuth2AuthorizedClientProvider();

	private final Clock clock;

	private final boolean best;

	private StockClients(SalesforceOrg org, boolean best, ClientHttpRequestFactory loginFactory, Duration lifetime,
			Clock clock) {
		this.org = org;
		this.best = best;
		this.clock = clock;
		this.registration = ClientRegistration.withRegistrationId(ID)
			.clientId(org.clientId())
			.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
			.authorizationGrantType(AuthorizationGrantType.JWT_BEARER)
			.tokenUri(org.url() + "/services/oauth2/token")
			.build();
		this.encoder = encoder(org.privateKey());
		this.tokenClient.setRestClient(restClient(loginFactory, lifetime));
		this.provider.setAccessTokenResponseClient(this.tokenClient);
		this.provider.setJwtAssertionResolver((context) -> assertion());
		this.provider.setClock(clock);
	}

	/**
	 * Nothing but what a login cannot do without.
	 */
	static StockClients asItComes(SalesforceOrg org, ClientHttpRequestFactory loginFactory, Clock clock) {
		return new StockClients(org, false, loginFactory, Duration.ZERO, clock);
	}

	/**
	 * All that its documentation and issues offer against a login a call.
	 * @param lifetime the {@code expires_in} that each answer is given
	 * @param skew how long before its end a token is given up
	 */
	static StockClients atItsBest(SalesforceOrg org, ClientHttpRequestFactory loginFactory, Duration lifetime,
			Duration skew, Clock clock) {
		StockClients clients = new StockClients(org, true, loginFactory, lifetime, clock);
		clients.provider.setClockSkew(skew);
		return clients;
	}

	RestClient restClient(UriBuilderFactory uris, ClientHttpRequestFactory requestFactory) {
		InMemoryClientRegistrationRepository registrations = new InMemoryClientRegistrationRepository(
				this.registration);
		InMemoryOAuth2AuthorizedClientService service = new InMemoryOAuth2AuthorizedClientService(registrations);
		AuthorizedClientServiceOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceOAuth2AuthorizedClientManager(
				registrations, service);
		manager.setAuthorizedClientProvider(this.provider);
		OAuth2ClientHttpRequestInterceptor interceptor = new OAuth2ClientHttpRequestInterceptor(manager);
		interceptor.setClientRegistrationIdResolver((request) -> ID);
		if (this.best) {
			Authentication principal = principal();
			interceptor.setPrincipalResolver((request) -> principal);
			interceptor.setAuthorizationFailureHandler(
					OAuth2ClientHttpRequestInterceptor.authorizationFailureHandler(service));
		}
		return RestClient.builder()
			.uriBuilderFactory(uris)
			.requestFactory(requestFactory)
			.requestInterceptor(interceptor)
			.build();
	}

	/**
	 * The reactive client. Its token requests are those of the blocking one, which are
	 * made before a measurement starts.
	 */
	WebClient webClient(UriBuilderFactory uris, ClientHttpConnector connector) {
		InMemoryReactiveClientRegistrationRepository registrations = new InMemoryReactiveClientRegistrationRepository(
				this.registration);
		JwtBearerReactiveOAuth2AuthorizedClientProvider provider = new JwtBearerReactiveOAuth2AuthorizedClientProvider();
		provider.setJwtAssertionResolver((context) -> Mono.fromSupplier(this::assertion));
		provider.setAccessTokenResponseClient(
				(request) -> Mono.fromSupplier(() -> this.tokenClient.getTokenResponse(request)));
		AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager manager = new AuthorizedClientServiceReactiveOAuth2AuthorizedClientManager(
				registrations, new InMemoryReactiveOAuth2AuthorizedClientService(registrations));
		manager.setAuthorizedClientProvider(provider);
		ServerOAuth2AuthorizedClientExchangeFilterFunction filter = new ServerOAuth2AuthorizedClientExchangeFilterFunction(
				manager);
		filter.setDefaultClientRegistrationId(ID);
		Authentication principal = principal();
		filter.setPrincipalResolver((request) -> Mono.just(principal));
		return WebClient.builder().uriBuilderFactory(uris).clientConnector(connector).filter(filter).build();
	}

	private static Authentication principal() {
		return new AnonymousAuthenticationToken(ID, ID, AuthorityUtils.createAuthorityList("ROLE_SYNC"));
	}

	private Jwt assertion() {
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer(this.org.clientId())
			.subject(this.org.username())
			.audience(List.of(this.org.url()))
			.expiresAt(this.clock.instant().plusSeconds(180))
			.build();
		return this.encoder.encode(JwtEncoderParameters.from(JwsHeader.with(SignatureAlgorithm.RS256).build(), claims));
	}

	private static RestClient restClient(ClientHttpRequestFactory requestFactory, Duration lifetime) {
		OAuth2AccessTokenResponseHttpMessageConverter tokenConverter = new OAuth2AccessTokenResponseHttpMessageConverter();
		if (!lifetime.isZero()) {
			DefaultMapOAuth2AccessTokenResponseConverter usual = new DefaultMapOAuth2AccessTokenResponseConverter();
			tokenConverter.setAccessTokenResponseConverter((parameters) -> {
				Map<String, Object> completed = new HashMap<>(parameters);
				completed.put("expires_in", lifetime.toSeconds());
				return usual.convert(completed);
			});
		}
		return RestClient.builder()
			.requestFactory(requestFactory)
			.configureMessageConverters((converters) -> converters.addCustomConverter(new FormHttpMessageConverter())
				.addCustomConverter(tokenConverter))
			.defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
			.build();
	}

	private static JwtEncoder encoder(String privateKey) {
		try {
			RSAPrivateCrtKey key = (RSAPrivateCrtKey) Objects.requireNonNull(PemContent.of(privateKey).getPrivateKey());
			RSAPublicKey publicKey = (RSAPublicKey) KeyFactory.getInstance("RSA")
				.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
			RSAKey jwk = new RSAKey.Builder(publicKey).privateKey(key).build();
			return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(jwk)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
