/**
 * Reads signing keys from PEM texts, files and SSL bundles, and follows their rotation.
 */
@NullMarked
package io.github.salesforcejwt.autoconfigure.keys;

import org.jspecify.annotations.NullMarked;
