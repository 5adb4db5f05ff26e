/**
 * The Azure OpenAI API: {@code /openai/deployments/NAME/...} in its dated versions, and {@code /openai/v1/...}.
 *
 * <p>This package translates between that API and the pipeline, and renders failures in its words. It knows no other
 * surface.
 */
@NullMarked
package dev.sprue.gateway.api.openai;

import org.jspecify.annotations.NullMarked;
