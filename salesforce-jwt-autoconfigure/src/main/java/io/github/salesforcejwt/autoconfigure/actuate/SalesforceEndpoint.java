package io.github.salesforcejwt.autoconfigure.actuate;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;

import io.github.salesforcejwt.ClockDifference;
import io.github.salesforcejwt.SalesforceApiUsage;
import io.github.salesforcejwt.SalesforceClients;
import io.github.salesforcejwt.SalesforceLoginError;
import io.github.salesforcejwt.SalesforceLoginException;
import io.github.salesforcejwt.SalesforceRegistration;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionStatus;
import io.github.salesforcejwt.SalesforceSessionStatus.FailedLogin;
import io.github.salesforcejwt.SigningKey;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Reports the state of the sessions, and nothing secret. To log in again, access has to
 * be widened to {@code unrestricted}.
 */
@Endpoint(id = "salesforce", defaultAccess = Access.READ_ONLY)
class SalesforceEndpoint {

	private final SalesforceClients clients;

	private final Clock clock;

	SalesforceEndpoint(SalesforceClients clients, Clock clock) {
		this.clients = clients;
		this.clock = clock;
	}

	@ReadOperation
	OrgsDescriptor orgs() {
		Map<String, OrgDescriptor> orgs = new LinkedHashMap<>();
		this.clients.sessions().forEach((id, session) -> orgs.put(id, describe(session)));
		return new OrgsDescriptor(orgs);
	}

	@ReadOperation
	@Nullable OrgDescriptor org(@Selector String id) {
		SalesforceSession session = this.clients.sessions().get(id);
		return (session != null) ? describe(session) : null;
	}

	/**
	 * Log in again, whatever the current token is and whatever refusals are remembered.
	 * The answer contains the result.
	 */
	@WriteOperation
	OrgDescriptor logIn(@Selector String id) {
		SalesforceSession session = this.clients.sessions().get(id);
		if (session == null) {
			String message = "There is no Salesforce org '" + id + "' among " + this.clients.sessions().keySet();
			throw new InvalidEndpointRequestException(message, message);
		}
		try {
			session.renew().join();
		}
		catch (CompletionException ex) {
			if (!(ex.getCause() instanceof SalesforceLoginException)) {
				throw ex;
			}
			// the answer reports it as the last failure
		}
		return describe(session);
	}

	private OrgDescriptor describe(SalesforceSession session) {
		SalesforceRegistration registration = session.getRegistration();
		SalesforceSessionStatus status = session.getStatus();
		ClockDifference difference = status.clockDifference();
		return new OrgDescriptor(registration.getLoginUrl(),
				registration.getClientRegistration().getAuthorizationGrantType().getValue(),
				emptyToNull(registration.getAudience()), registration.getShortClientId(),
				emptyToNull(registration.getUsername()), key(status.signingKey()), token(status), login(status),
				failure(status),
				new Counts(status.logins(), status.failedLogins(), status.replays(), status.retries(),
						status.untrustedOrigins()),
				status.apiUsage(), (difference != null) ? difference.ahead() : null);
	}

	private static @Nullable String emptyToNull(String value) {
		return value.isEmpty() ? null : value;
	}

	private static @Nullable Key key(@Nullable SigningKey key) {
		return (key != null) ? new Key(key.getSource(), key.getFingerprint(), key.getCertificateExpiry()) : null;
	}

	private @Nullable Token token(SalesforceSessionStatus status) {
		Instant issuedAt = status.tokenIssuedAt();
		return (issuedAt != null) ? new Token(issuedAt, Duration.between(issuedAt, this.clock.instant()),
				status.tokenExpiresAt(), status.instanceUrl()) : null;
	}

	private static @Nullable Login login(SalesforceSessionStatus status) {
		return (status.lastLogin() != null) ? new Login(status.lastLogin().time(), status.lastLogin().duration())
				: null;
	}

	private static @Nullable Failure failure(SalesforceSessionStatus status) {
		FailedLogin failed = status.lastFailure();
		if (failed == null) {
			return null;
		}
		SalesforceLoginException failure = failed.failure();
		return new Failure(failed.time(), failed.duration(), failed == status.currentFailure(), failure.getLoginError(),
				failure.getExplanation(), failure.getRemedy());
	}

	/**
	 * The orgs by id.
	 */
	record OrgsDescriptor(Map<String, OrgDescriptor> orgs) implements OperationResponseBody {
	}

	/**
	 * What is known of an org; what is not known is {@code null}.
	 */
	record OrgDescriptor(URI loginUrl, String grantType, @Nullable String audience, String clientId,
			@Nullable String username, @Nullable Key key, @Nullable Token token, @Nullable Login lastLogin,
			@Nullable Failure lastFailure, Counts counts, @Nullable SalesforceApiUsage apiUsage,
			@Nullable Duration clockDifference) implements OperationResponseBody {
	}

	record Key(String source, String fingerprint, @Nullable Instant certificateExpiry) {
	}

	record Token(Instant issuedAt, Duration age, @Nullable Instant expiresAt, @Nullable URI instanceUrl) {
	}

	record Login(Instant time, Duration duration) {
	}

	record Failure(Instant time, Duration duration, boolean current, SalesforceLoginError error, String explanation,
			String remedy) {
	}

	record Counts(long logins, long failedLogins, long replays, long retries, long untrustedOrigins) {
	}

}
