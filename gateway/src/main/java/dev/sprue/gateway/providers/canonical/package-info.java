/**
 * The canonical form as objects, for the dialects that are not OpenAI's: what a request says, read once, and canonical
 * answers and stream events, written. Values stay ranges of the texts that they came in, so that unicode, escapes and the
 * spelling of numbers survive.
 */
@NullMarked
package dev.sprue.gateway.providers.canonical;

import org.jspecify.annotations.NullMarked;
