/** The two keys of each resource: made, sealed, shown and made anew. */
@NullMarked
package dev.sprue.gateway.control.keys;

import org.jspecify.annotations.NullMarked;
