/**
 * What {@code sprue.yaml} says, as records: one record a mapping, one component a key.
 *
 * <p>The records carry their own rules as annotations ({@link Default}, {@link Key}, {@link Pending}), so that the
 * reader, its error messages and the reference in the documentation all come from one place.
 */
@NullMarked
package dev.sprue.gateway.config;

import org.jspecify.annotations.NullMarked;
