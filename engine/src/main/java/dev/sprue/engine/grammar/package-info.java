/** Byte grammars that decide which tokens may come next: networks of states, made deterministic as far as they are used. */
@NullMarked
package dev.sprue.engine.grammar;

import org.jspecify.annotations.NullMarked;
