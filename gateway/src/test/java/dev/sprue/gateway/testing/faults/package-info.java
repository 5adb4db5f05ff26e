/** What providers of each dialect say, and every way in which they can fail: for the matrix of faults. */
@NullMarked
package dev.sprue.gateway.testing.faults;

import org.jspecify.annotations.NullMarked;
