/**
 * The OpenAI dialect, upstream side: OpenAI itself, and every server that speaks its API.
 *
 * <p>It is the canonical form too, so that requests and answers keep their bytes but for the edits that
 * {@link dev.sprue.gateway.providers.openai.OpenAiRequestWriter} lists.
 */
@NullMarked
package dev.sprue.gateway.providers.openai;

import org.jspecify.annotations.NullMarked;
