package io.github.salesforcejwt.test.internal.data;

import java.util.Map;

/**
 * A resource of the API and what lies below it.
 */
interface Resource {

	/**
	 * Returns the resources below this one that have a fixed name.
	 */
	default Map<String, Resource> below() {
		return Map.of();
	}

	/**
	 * Answers a call.
	 * @throws ApiException to answer with an error
	 */
	ApiResponse handle(Call call);

}
