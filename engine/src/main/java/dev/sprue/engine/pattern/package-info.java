/** Regular expressions over characters, as automata that can be intersected. */
@NullMarked
package dev.sprue.engine.pattern;

import org.jspecify.annotations.NullMarked;
