/**
 * Google's Gemini API on {@code /gemini/v1beta} and {@code /gemini/v1}: contents, whole and as streams, embeddings, and the count
 * of a request's tokens.
 *
 * <p>This package translates between that API and the pipeline, and renders failures in its words. It knows no other
 * surface.
 */
@NullMarked
package dev.sprue.gateway.api.gemini;

import org.jspecify.annotations.NullMarked;
