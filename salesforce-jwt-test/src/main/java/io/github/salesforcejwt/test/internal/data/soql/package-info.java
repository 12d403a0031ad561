/**
 * SOQL as a language: text to tokens to a tree. Knows no schema and no database.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm">SOQL
 * SELECT syntax</a>
 */
@NullMarked
package io.github.salesforcejwt.test.internal.data.soql;

import org.jspecify.annotations.NullMarked;
