/** What the rounds gave, as text and as JSON. */
@NullMarked
package dev.sprue.bench.report;

import org.jspecify.annotations.NullMarked;
