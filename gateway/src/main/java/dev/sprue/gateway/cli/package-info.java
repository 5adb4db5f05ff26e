/** The command line: what {@code ./sprue} understands, and how it answers. */
@NullMarked
package dev.sprue.gateway.cli;

import org.jspecify.annotations.NullMarked;
