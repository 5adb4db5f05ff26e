/**
 * The Azure AI Model Inference API: {@code /models/...}.
 *
 * <p>This package translates between that API and the pipeline, and renders failures in its words. It knows no other
 * surface.
 */
@NullMarked
package dev.sprue.gateway.api.inference;

import org.jspecify.annotations.NullMarked;
