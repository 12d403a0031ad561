/**
 * The parser of SOQL: from text to tokens to a tree. Independent of schema and database.
 *
 * @see <a href=
 * "https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select.htm">SOQL
 * SELECT syntax</a>
 */
@NullMarked
package io.github.salesforcejwt.test.internal.data.soql;

import org.jspecify.annotations.NullMarked;
