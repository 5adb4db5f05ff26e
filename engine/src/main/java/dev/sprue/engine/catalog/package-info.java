/** Which models are built in, and how they come to life on first use. */
@NullMarked
package dev.sprue.engine.catalog;

import org.jspecify.annotations.NullMarked;
