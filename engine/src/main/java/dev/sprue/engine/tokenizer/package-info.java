/** Turns text into token ids and back: byte-level byte-pair encoding as GGUF files describe it. */
@NullMarked
package dev.sprue.engine.tokenizer;

import org.jspecify.annotations.NullMarked;
