/**
 * Cohere's dialect, upstream side: chats, embeddings of texts and pictures, and rerank, all in version 2 of its API.
 *
 * <p>Its shapes are those of Cohere's published OpenAPI document of August 2026.
 */
@NullMarked
package dev.sprue.gateway.providers.cohere;

import org.jspecify.annotations.NullMarked;
