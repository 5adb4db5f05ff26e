/** Histograms of times, and what several rounds have in common. */
@NullMarked
package dev.sprue.bench.stats;

import org.jspecify.annotations.NullMarked;
