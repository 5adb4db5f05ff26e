/** Reads GGUF files: metadata and tensor directory, every length checked before it is believed. */
@NullMarked
package dev.sprue.engine.gguf;

import org.jspecify.annotations.NullMarked;
