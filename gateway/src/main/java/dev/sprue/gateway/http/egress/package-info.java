/**
 * The one way out to addresses that callers name: which of them may be reached, and how much may be fetched from there.
 *
 * <p>Models' servers that the configuration names are not reached by this way.
 */
@NullMarked
package dev.sprue.gateway.http.egress;

import org.jspecify.annotations.NullMarked;
