package io.github.salesforcejwt.test.internal.data;

/**
 * The fields that a query names.
 */
final class SoqlFields {

	private final SObjectType type;

	private final SoqlTokens tokens;

	SoqlFields(SObjectType type, SoqlTokens tokens) {
		this.type = type;
		this.tokens = tokens;
	}

	Field find(SoqlTokens.Token token) {
		String name = token.text();
		int dot = name.indexOf('.');
		if (dot > 0 && name.substring(0, dot).equalsIgnoreCase(this.type.name())) {
			name = name.substring(dot + 1);
		}
		else if (dot > 0) {
			throw this.tokens.error("INVALID_FIELD", token.position(),
					("Didn't understand relationship '%s' in field path. If you are attempting to use a custom"
							+ " relationship, be sure to append the '__r' after the custom relationship name. Please"
							+ " reference your WSDL or the describe call for the appropriate names.")
						.formatted(name.substring(0, dot)));
		}
		Field field = this.type.field(name);
		if (field == null) {
			throw this.tokens.error("INVALID_FIELD", token.position(), Describe.noColumn(name, this.type));
		}
		return field;
	}

}
