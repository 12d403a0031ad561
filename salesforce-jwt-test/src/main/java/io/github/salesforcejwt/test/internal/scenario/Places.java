package io.github.salesforcejwt.test.internal.scenario;

import io.github.salesforcejwt.test.internal.org.Site;

/**
 * Where further hosts are opened.
 */
public interface Places {

	/**
	 * Open a site.
	 * @param site the site
	 * @param port the port, 0 for a free one
	 * @param origin the origin that callers know it by, empty for the usual one
	 */
	void open(Site site, int port, String origin);

}
