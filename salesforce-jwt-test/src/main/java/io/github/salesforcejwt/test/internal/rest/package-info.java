/**
 * The entry point of an org's APIs: tokens, limits and Apex REST, in front of the Data
 * API.
 */
@NullMarked
package io.github.salesforcejwt.test.internal.rest;

import org.jspecify.annotations.NullMarked;
