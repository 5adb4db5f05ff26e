/**
 * What is the same for every upstream that is spoken to over HTTP: the life of one call, deadlines, memory, credentials, the
 * reading of whole answers and streams, and what becomes of an upstream's faults. How one kind of upstream is spoken to is
 * its {@link dev.sprue.gateway.providers.upstream.Dialect}.
 */
@NullMarked
package dev.sprue.gateway.providers.upstream;

import org.jspecify.annotations.NullMarked;
