/**
 * Ollama's own dialect, upstream side: chats, streamed a line at a time, and embeddings.
 *
 * <p>Ollama speaks OpenAI's dialect too, below {@code /v1}; its own has what that one lacks: thinking as the model has it, {@code keep_alive}, and
 * every option of the engine.
 */
@NullMarked
package dev.sprue.gateway.providers.ollama;

import org.jspecify.annotations.NullMarked;
