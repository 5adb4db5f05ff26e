/** Lines for the operator: one bounded queue, one thread that writes, so that no event loop ever waits for a terminal. */
@NullMarked
package dev.sprue.gateway.log;

import org.jspecify.annotations.NullMarked;
