package io.github.salesforcejwt.test.internal.data;

/**
 * The user who calls the API.
 *
 * @param userId the id of the user, 18 characters that begin with {@code 005}
 * @param identityUrl where the user is described
 */
public record Caller(String userId, String identityUrl) {
}
