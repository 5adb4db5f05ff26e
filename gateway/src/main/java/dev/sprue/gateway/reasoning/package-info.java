/**
 * The ways in which models' servers and versions of the API write reasoning: as a field of its own ({@code
 * reasoning_content}, which is the canonical form, or {@code reasoning}), or between {@code <think>} and {@code </think>} at
 * the start of the text.
 *
 * <p>Everything here edits bytes: a text is cut and put together as it stands in its JSON, escapes and all.
 */
@NullMarked
package dev.sprue.gateway.reasoning;

import org.jspecify.annotations.NullMarked;
