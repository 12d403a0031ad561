package io.github.salesforcejwt.test.internal.data;

/**
 * Ends a request, or a row of one, with an error of Salesforce.
 */
final class ApiException extends RuntimeException {

	private final int status;

	private final transient ApiError error;

	ApiException(int status, ApiError error) {
		super(error.code() + ": " + error.message(), null, false, false);
		this.status = status;
		this.error = error;
	}

	static ApiException badRequest(String code, String message, String... fields) {
		return new ApiException(400, ApiError.of(code, message, fields));
	}

	static ApiException notFound() {
		return notFound("The requested resource does not exist");
	}

	static ApiException notFound(String message) {
		return new ApiException(404, ApiError.of("NOT_FOUND", message));
	}

	static ApiException deleted() {
		return new ApiException(404, ApiError.of("ENTITY_IS_DELETED", "entity is deleted"));
	}

	int status() {
		return this.status;
	}

	ApiError error() {
		return this.error;
	}

}
