/**
 * Sessions with Salesforce orgs, and the authorization of HTTP requests with them.
 */
@NullMarked
package io.github.salesforcejwt;

import org.jspecify.annotations.NullMarked;
