package io.github.salesforcejwt.test.internal.http;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The token of an {@code Authorization} header, whose scheme is {@code Bearer} or
 * Salesforce's {@code OAuth}.
 */
public final class BearerToken {

	private BearerToken() {
	}

	public static @Nullable String of(@Nullable String authorization) {
		if (authorization == null) {
			return null;
		}
		String header = authorization.trim();
		int space = header.indexOf(' ');
		String scheme = ((space > 0) ? header.substring(0, space) : header).toLowerCase(Locale.ROOT);
		return (space > 0 && (scheme.equals("bearer") || scheme.equals("oauth"))) ? header.substring(space).trim()
				: null;
	}

}
