package io.github.salesforcejwt.test.internal.scenario;

import io.github.salesforcejwt.test.internal.org.Site;

/**
 * Where further hosts are opened.
 */
public interface Places {

	/**
	 * Open a site.
	 * @param site the site
	 * @param port the port, 0 for the next one that was set aside, or else a free one
	 * @param origin the origin that callers know it by, empty for the usual one
	 * @throws IllegalArgumentException if ports were set aside, and none is left
	 */
	void open(Site site, int port, String origin);

}
