package io.github.salesforcejwt;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Recognizes the names and addresses of this machine, without looking anything up.
 */
final class LoopbackHost {

	private LoopbackHost() {
	}

	static boolean matches(@Nullable String host) {
		if (host == null) {
			return false;
		}
		String name = host.toLowerCase(Locale.ROOT);
		if (name.equals("localhost") || name.endsWith(".localhost")) {
			return true;
		}
		if (!name.startsWith("127.") && !name.equals("[::1]")) {
			return false;
		}
		try {
			// a literal address, so nothing is looked up
			return name.matches("[0-9.]+|\\[::1]") && InetAddress.getByName(name).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

}
