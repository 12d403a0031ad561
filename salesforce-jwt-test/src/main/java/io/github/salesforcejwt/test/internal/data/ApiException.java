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

	static ApiException noExternalId(String name) {
		return notFound("Provided external ID field does not exist or is not accessible: " + name);
	}

	static ApiException noField(String name, SObjectType type) {
		return badRequest("INVALID_FIELD", "No such column '%s' on sobject of type %s".formatted(name, type.name()));
	}

	static ApiException notWritable(Field field) {
		return badRequest("INVALID_FIELD_FOR_INSERT_UPDATE",
				("Unable to create/update fields: %s. Please check the security settings of this field and verify"
						+ " that it is read/write for your profile or permission set.")
					.formatted(field.name()),
				field.name());
	}

	int status() {
		return this.status;
	}

	ApiError error() {
		return this.error;
	}

}
