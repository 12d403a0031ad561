package io.github.salesforcejwt.autoconfigure.actuate;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.salesforcejwt.ClockDifference;
import io.github.salesforcejwt.SalesforceApiUsage;
import io.github.salesforcejwt.SalesforceSession;
import io.github.salesforcejwt.SalesforceSessionStatus;
import io.github.salesforcejwt.SalesforceSessionStatus.FailedLogin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Health of the session of an org, from what is known of it: never logs in, sends
 * nothing, and takes no lock, so that a probe can ask as often as it likes.
 */
final class SalesforceHealthIndicator implements HealthIndicator {

	private static final double HIGH_API_USAGE = 0.9;

	private static final Duration CERTIFICATE_NEAR_ITS_END = Duration.ofDays(30);

	private final SalesforceSession session;

	private final Clock clock;

	SalesforceHealthIndicator(SalesforceSession session, Clock clock) {
		this.session = session;
		this.clock = clock;
	}

	@Override
	public Health health() {
		SalesforceSessionStatus status = this.session.getStatus();
		FailedLogin failure = status.currentFailure();
		Health.Builder health = new Health.Builder();
		List<String> warnings = new ArrayList<>();
		if (failure == null) {
			health.status((status.lastLogin() != null) ? "UP" : "UNKNOWN");
		}
		else if (serves(status, failure)) {
			health.up();
			warnings.add("The token is used although its renewal fails");
		}
		else {
			health.down();
		}
		if (status.lastLogin() != null) {
			health.withDetail("lastLogin", status.lastLogin().time());
		}
		if (failure != null) {
			health.withDetail("lastFailure", failure.time())
				.withDetail("error", failure.failure().getLoginError().name())
				.withDetail("explanation", failure.failure().getExplanation())
				.withDetail("remedy", failure.failure().getRemedy());
		}
		warn(status, warnings);
		if (!warnings.isEmpty()) {
			health.withDetail("warnings", warnings);
		}
		return health.build();
	}

	/**
	 * Whether callers still get the current token.
	 */
	private boolean serves(SalesforceSessionStatus status, FailedLogin failure) {
		Instant expiresAt = status.tokenExpiresAt();
		return expiresAt != null && (failure.failure().isTransient() || this.clock.instant().isBefore(expiresAt));
	}

	private void warn(SalesforceSessionStatus status, List<String> warnings) {
		SalesforceApiUsage usage = status.apiUsage();
		if (usage != null && usage.share() >= HIGH_API_USAGE) {
			warnings.add("%d of %d API calls of 24 hours are used".formatted(usage.used(), usage.limit()));
		}
		ClockDifference difference = status.clockDifference();
		if (difference != null && difference.isNotable()) {
			warnings.add("The clock of this machine is " + difference);
		}
		if (status.refusedSigningKey() != null) {
			warnings.add("Salesforce refuses the newest key, " + status.refusedSigningKey()
					+ ", and logins are signed with the previous one");
		}
		if (status.sharedSessionFailure() != null) {
			warnings.add("The store of shared sessions cannot be used, so this replica logs in for itself. "
					+ status.sharedSessionFailure());
		}
		Instant end = certificateExpiry(status);
		if (end != null && this.clock.instant().plus(CERTIFICATE_NEAR_ITS_END).isAfter(end)) {
			warnings.add("The certificate of the key ends at " + end);
		}
	}

	private static @Nullable Instant certificateExpiry(SalesforceSessionStatus status) {
		return (status.signingKey() != null) ? status.signingKey().getCertificateExpiry() : null;
	}

}
