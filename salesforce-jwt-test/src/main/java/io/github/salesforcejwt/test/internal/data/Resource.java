package io.github.salesforcejwt.test.internal.data;

/**
 * A resource of the API and what lies below it.
 */
interface Resource {

	/**
	 * Answers a call.
	 * @throws ApiException to answer with an error
	 */
	ApiResponse handle(Call call);

}
