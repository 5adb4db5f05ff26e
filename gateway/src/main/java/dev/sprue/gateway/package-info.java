/** Placeholder. */
@NullMarked
package dev.sprue.gateway;

import org.jspecify.annotations.NullMarked;
