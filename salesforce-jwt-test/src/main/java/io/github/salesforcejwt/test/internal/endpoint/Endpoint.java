package io.github.salesforcejwt.test.internal.endpoint;

import java.util.Set;

import io.github.salesforcejwt.test.internal.http.PathPattern;
import io.github.salesforcejwt.test.internal.http.Reply;
import io.github.salesforcejwt.test.internal.org.Org;
import org.jspecify.annotations.Nullable;

/**
 * A part of Salesforce that answers the requests below some paths.
 */
public interface Endpoint {

	/** Its paths; with an asterisk at its end, all paths with that prefix. */
	Set<String> paths();

	/** Whether this endpoint answers requests of that path. */
	default boolean serves(String path) {
		for (String pattern : paths()) {
			if (PathPattern.matches(pattern, path)) {
				return true;
			}
		}
		return false;
	}

	/** The org that a request is about, {@code null} if that cannot be known. */
	default @Nullable Org org(Inbound inbound) {
		return inbound.site().org();
	}

	/** The answer, before its delay is applied. */
	Reply answer(Inbound inbound);

	/** Called when the answer is sent. */
	default void done(Inbound inbound) {
	}

}
