package io.github.salesforcejwt.test.internal.control;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.salesforcejwt.test.internal.endpoint.Inbound;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may use the control API. A page of another site must not, even if its name
 * is made to resolve to this machine (DNS rebinding), so the name that a browser sends as
 * {@code Host} must be one that no such page can have.
 */
final class Guard {

	private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+\\]");

	private static final Set<String> LOCAL_DOMAINS = Set.of(".localhost", ".internal", ".local");

	private final boolean open;

	private final Set<String> hosts;

	/**
	 * Create a guard.
	 * @param open whether callers from other machines may use the API
	 * @param hosts further names that the API may be reached by
	 */
	Guard(boolean open, Collection<String> hosts) {
		this.hosts = hosts.stream().map((host) -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
		this.open = open;
	}

	/** Why a request is refused, {@code null} if it is not. */
	@Nullable String refusal(Inbound inbound) {
		if (!this.open && !isLoopback(inbound.peer())) {
			return "The control API answers callers on this machine only";
		}
		String host = inbound.header("host").toLowerCase(Locale.ROOT);
		String name = host.replaceFirst(":\\d{1,5}$", "");
		if (!isLocal(name) && !this.hosts.contains(name)) {
			return "The control API is not reached by the name '" + host
					+ "': use localhost, an address, or a name without a dot";
		}
		String origin = inbound.header("origin");
		if (!origin.isEmpty() && !host.equals(authority(origin)) && !inbound.origin().equals(origin)) {
			return "The control API is not for pages of another origin";
		}
		return inbound.header("sec-fetch-site").equals("cross-site")
				? "The control API is not for pages of another origin" : null;
	}

	private static boolean isLoopback(String peer) {
		return peer.startsWith("127.") || peer.equals("::1") || peer.equals("0:0:0:0:0:0:0:1") || peer.equals("[::1]")
				|| peer.equals("[0:0:0:0:0:0:0:1]");
	}

	/** A name that no site on the Internet can have. */
	private static boolean isLocal(String host) {
		return !host.isEmpty() && (host.indexOf('.') < 0 || ADDRESS.matcher(host).matches()
				|| LOCAL_DOMAINS.stream().anyMatch(host::endsWith));
	}

	private static String authority(String origin) {
		try {
			String authority = new URI(origin).getRawAuthority();
			return (authority != null) ? authority.toLowerCase(Locale.ROOT) : "";
		}
		catch (URISyntaxException ex) {
			return "";
		}
	}

}
