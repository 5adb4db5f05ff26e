/** Placeholder. */
@NullMarked
package dev.sprue.engine;

import org.jspecify.annotations.NullMarked;
