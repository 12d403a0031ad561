/**
 * ERP sync: a service that keeps the accounts of a Salesforce org in step with the
 * customers of a relational database.
 */
@NullMarked
package io.github.salesforcejwt.sample;

import org.jspecify.annotations.NullMarked;
