/**
 * Google's Gemini API as AI Studio and Vertex AI speak it: {@code generateContent}, its stream, and vectors, to and from the
 * canonical form.
 */
@NullMarked
package dev.sprue.gateway.providers.gemini;

import org.jspecify.annotations.NullMarked;
