package io.github.salesforcejwt;

import java.util.List;
import java.util.Locale;

/**
 * The domains below which Salesforce serves orgs and their logins.
 *
 * @see <a href=
 * "https://help.salesforce.com/s/articleView?id=xcloud.domain_name_url_formats.htm">My
 * Domain URL Formats</a>
 */
public final class SalesforceDomains {

	/** Below these an org answers its API, and a login. */
	private static final List<String> ORGS = List.of(".salesforce.com", ".force.com", ".salesforce.mil",
			".crmforce.mil", ".cloudforce.com", ".sfcrmproducts.cn", ".sfcrmapps.cn");

	/** Below these are Experience Cloud sites, which answer a login too. */
	private static final List<String> SITES = List.of(".my.site.com", ".my.salesforce-sites.com");

	private SalesforceDomains() {
	}

	/**
	 * Whether an org may answer its API at a host.
	 * @param host the name of the host
	 * @return whether it is below a domain of Salesforce, other than one that serves user
	 * interfaces only
	 */
	public static boolean isInstance(String host) {
		return isBelow(ORGS, host) && !isUserInterface(host);
	}

	/**
	 * Whether Salesforce may answer a login at a host.
	 * @param host the name of the host
	 * @return whether it is one of an instance or of an Experience Cloud site
	 */
	public static boolean isLogin(String host) {
		return isInstance(host) || isBelow(SITES, host);
	}

	private static boolean isUserInterface(String host) {
		return host.toLowerCase(Locale.ROOT).endsWith(".lightning.force.com");
	}

	private static boolean isBelow(List<String> domains, String host) {
		String name = host.toLowerCase(Locale.ROOT);
		return domains.stream().anyMatch(name::endsWith);
	}

}
