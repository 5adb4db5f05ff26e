/**
 * The wire itself, without a client library between: every documented error, every form of a credential and of a model's
 * name, paths and methods, the framing of streams, and what the gateway sends upstream.
 */
@NullMarked
package dev.sprue.conformance.wire;

import org.jspecify.annotations.NullMarked;
