/** Starts what is compared, on cores of its own, and runs the rounds. */
@NullMarked
package dev.sprue.bench.run;

import org.jspecify.annotations.NullMarked;
