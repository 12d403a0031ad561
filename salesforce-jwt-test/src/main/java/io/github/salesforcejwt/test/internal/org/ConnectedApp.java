package io.github.salesforcejwt.test.internal.org;

import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The External Client App (or connected app) of an org.
 */
public final class ConnectedApp {

	private final String clientId;

	private final String clientSecret = Ids.random(64).toUpperCase(Locale.ROOT);

	private volatile RSAPublicKey publicKey;

	private volatile boolean preAuthorized = true;

	private volatile List<String> scopes = List.of("refresh_token", "api");

	private volatile String runAs = "";

	ConnectedApp(String clientId, RSAPublicKey publicKey) {
		this.clientId = clientId;
		this.publicKey = publicKey;
	}

	public String clientId() {
		return this.clientId;
	}

	public String clientSecret() {
		return this.clientSecret;
	}

	public boolean hasSecret(@Nullable String secret) {
		return this.clientSecret.equals(secret);
	}

	public RSAPublicKey publicKey() {
		return this.publicKey;
	}

	public void publicKey(RSAPublicKey publicKey) {
		this.publicKey = publicKey;
	}

	/** Whether an admin approves the users, or each user approves the app. */
	public boolean preAuthorized() {
		return this.preAuthorized;
	}

	public void preAuthorized(boolean preAuthorized) {
		this.preAuthorized = preAuthorized;
	}

	public List<String> scopes() {
		return this.scopes;
	}

	public void scopes(List<String> scopes) {
		this.scopes = List.copyOf(scopes);
	}

	/** The user that the client credentials flow runs as, empty if there is none. */
	public String runAs() {
		return this.runAs;
	}

	public void runAs(String username) {
		this.runAs = username;
	}

}
