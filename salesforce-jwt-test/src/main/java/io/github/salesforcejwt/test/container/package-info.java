/**
 * The stand-in in a container, and its connection to Spring Boot applications.
 */
@NullMarked
package io.github.salesforcejwt.test.container;

import org.jspecify.annotations.NullMarked;
