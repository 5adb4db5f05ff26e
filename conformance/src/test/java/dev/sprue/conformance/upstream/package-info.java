/**
 * A stand-in for a provider that speaks the OpenAI API: deterministic, awkward on purpose, and checked against OpenAI's
 * own specification, so that what the gateway is tested with is what it will meet.
 */
@NullMarked
package dev.sprue.conformance.upstream;

import org.jspecify.annotations.NullMarked;
