package io.github.salesforcejwt.test.internal.data;

/**
 * A record type of an sObject.
 *
 * @param developerName the API name
 * @param label the name that people see
 */
public record RecordType(String developerName, String label) {
}
