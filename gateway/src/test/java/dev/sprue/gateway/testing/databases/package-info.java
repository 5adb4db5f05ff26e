/** Databases of a test's own, of both kinds: made for it, empty of others' rows, and gone with it. */
@NullMarked
package dev.sprue.gateway.testing.databases;

import org.jspecify.annotations.NullMarked;
