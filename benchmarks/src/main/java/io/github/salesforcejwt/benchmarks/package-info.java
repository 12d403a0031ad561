/**
 * The starter measured beside what an application would use instead.
 */
@NullMarked
package io.github.salesforcejwt.benchmarks;

import org.jspecify.annotations.NullMarked;
