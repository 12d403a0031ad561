package io.github.salesforcejwt.test.internal.data;

/**
 * {@code composite}: several records or requests in one.
 */
final class CompositeResource implements Resource {

	private final CollectionsResource collections;

	CompositeResource(CollectionsResource collections) {
		this.collections = collections;
	}

	@Override
	public ApiResponse handle(Call call) {
		if (call.size() > 0 && call.segment(0).equals("sobjects")) {
			return this.collections.handle(call.below());
		}
		throw ApiException.notFound();
	}

}
