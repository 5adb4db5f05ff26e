/** Seals what is secret before it reaches the database, under a master key that is kept outside it. */
@NullMarked
package dev.sprue.gateway.store.seal;

import org.jspecify.annotations.NullMarked;
