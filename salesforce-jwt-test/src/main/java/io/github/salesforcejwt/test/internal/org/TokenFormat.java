package io.github.salesforcejwt.test.internal.org;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the access tokens of an org are, and what a login reports about them.
 */
public final class TokenFormat {

	private volatile @Nullable Duration jwtLifetime;

	private volatile boolean lifetimeReported;

	/** The lifetime of tokens that are JWTs, {@code null} if tokens are opaque. */
	public @Nullable Duration jwtLifetime() {
		return this.jwtLifetime;
	}

	public void jwtLifetime(@Nullable Duration lifetime) {
		this.jwtLifetime = lifetime;
	}

	/** Whether logins have an {@code expires_in}, unlike those of Salesforce. */
	public boolean lifetimeReported() {
		return this.lifetimeReported;
	}

	public void reportLifetime(boolean reported) {
		this.lifetimeReported = reported;
	}

}
