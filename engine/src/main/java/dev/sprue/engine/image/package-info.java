/** Reads picture files (PNG, JPEG, GIF, WebP) from strangers, within bounds, as the small squares that a model looks at. */
@NullMarked
package dev.sprue.engine.image;

import org.jspecify.annotations.NullMarked;
