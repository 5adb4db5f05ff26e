/**
 * The canonical call, answer, stream event and usage: the types that every surface and every provider shares, and no
 * behaviour.
 *
 * <p>The canonical form of a chat or embeddings body is OpenAI's JSON, held as bytes: nearly every caller and most
 * upstreams speak it, so that the common call is never rebuilt.
 */
@NullMarked
package dev.sprue.gateway.inference;

import org.jspecify.annotations.NullMarked;
