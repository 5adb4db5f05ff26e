/**
 * Anthropic's Messages API on {@code /anthropic/v1}: messages, whole and as streams, and the count of a request's tokens.
 *
 * <p>This package translates between that API and the pipeline, and renders failures in its words. It knows no other
 * surface.
 */
@NullMarked
package dev.sprue.gateway.api.anthropic;

import org.jspecify.annotations.NullMarked;
