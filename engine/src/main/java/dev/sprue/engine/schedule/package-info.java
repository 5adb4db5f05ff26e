/** Shares the cores among running generations, one step at a time. */
@NullMarked
package dev.sprue.engine.schedule;

import org.jspecify.annotations.NullMarked;
