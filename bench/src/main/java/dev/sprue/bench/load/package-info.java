/** The load generator: one thread, as many connections as a scenario wants, every answer checked. */
@NullMarked
package dev.sprue.bench.load;

import org.jspecify.annotations.NullMarked;
