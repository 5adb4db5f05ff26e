/** The bench's command line, and the processes that it consists of. */
@NullMarked
package dev.sprue.bench;

import org.jspecify.annotations.NullMarked;
