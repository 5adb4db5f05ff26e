/**
 * Mistral's dialect, upstream side: OpenAI's, but for what {@link dev.sprue.gateway.providers.openai.OpenAiVariants} lists, messages
 * without fields that it does not know, ids of tool calls of nine letters and digits, and content that is a list of chunks where a
 * model reasons or cites.
 */
@NullMarked
package dev.sprue.gateway.providers.mistral;

import org.jspecify.annotations.NullMarked;
