/** Chooses the next token from logits, and reports how likely the candidates were. */
@NullMarked
package dev.sprue.engine.sampling;

import org.jspecify.annotations.NullMarked;
