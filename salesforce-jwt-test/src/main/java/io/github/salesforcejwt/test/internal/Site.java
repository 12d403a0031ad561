package io.github.salesforcejwt.test.internal;

import io.github.salesforcejwt.test.internal.data.ApiRequest;
import org.jspecify.annotations.Nullable;

/**
 * A host of Salesforce: the My Domain or an instance of an org, or one of the two hosts
 * where every org logs in.
 */
public final class Site {

	private final @Nullable Org org;

	private final boolean sandboxes;

	private volatile @Nullable String url;

	private Site(@Nullable Org org, boolean sandboxes) {
		this.org = org;
		this.sandboxes = sandboxes;
	}

	static Site of(Org org) {
		return new Site(org, false);
	}

	/** One of the two login hosts. */
	public static Site login(boolean sandboxes) {
		return new Site(null, sandboxes);
	}

	/** The org that lives here, {@code null} at a login host. */
	@Nullable Org org() {
		return this.org;
	}

	/** Whether the org may log in here. */
	boolean admits(Org candidate) {
		return (this.org != null) ? this.org == candidate : this.sandboxes == candidate.sandbox();
	}

	void opened(String url) {
		this.url = url;
	}

	/** The origin of this site, {@code null} where only its callers know its name. */
	public @Nullable String url() {
		return this.url;
	}

	/** The origin of this site, by the name that the caller knows it by. */
	String origin(ApiRequest request) {
		String host = request.headers().get("host");
		return (host != null) ? "http://" + host : String.valueOf(this.url);
	}

}
