package io.github.salesforcejwt.test.internal.data;

import java.util.Map;

/**
 * {@code jobs}: Bulk API 2.0.
 */
final class JobsResource implements Resource {

	private final Map<String, Resource> kinds;

	/**
	 * Creates the resource.
	 * @param kinds the resources of each kind of job, by the next segment
	 */
	JobsResource(Map<String, Resource> kinds) {
		this.kinds = kinds;
	}

	@Override
	public Map<String, Resource> below() {
		return this.kinds;
	}

	@Override
	public ApiResponse handle(Call call) {
		Resource kind = (call.size() > 0) ? this.kinds.get(call.segment(0)) : null;
		if (kind == null) {
			throw ApiException.notFound();
		}
		return kind.handle(call.below());
	}

}
