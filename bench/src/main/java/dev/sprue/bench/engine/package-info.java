/** Measures the engine of the built-in models beside llama.cpp. */
@NullMarked
package dev.sprue.bench.engine;

import org.jspecify.annotations.NullMarked;
