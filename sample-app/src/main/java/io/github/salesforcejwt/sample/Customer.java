package io.github.salesforcejwt.sample;

import org.jspecify.annotations.Nullable;

/**
 * Customer as the ERP has it: nothing but the id is certain to be there.
 *
 * @param version raised by the ERP with each change
 */
record Customer(String id, @Nullable String name, @Nullable String phone, @Nullable String website,
		@Nullable String street, @Nullable String postcode, @Nullable String city, @Nullable String country,
		long version) {

}
