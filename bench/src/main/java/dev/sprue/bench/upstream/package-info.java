/** The model server that everything under test relays to: one thread, prepared answers. */
@NullMarked
package dev.sprue.bench.upstream;

import org.jspecify.annotations.NullMarked;
