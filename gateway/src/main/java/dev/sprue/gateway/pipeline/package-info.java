/**
 * The six steps of a call in their order: authenticate, route, admit, screen, infer, meter.
 *
 * <p>Surfaces know this package; the steps do not know each other.
 */
@NullMarked
package dev.sprue.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
