/**
 * What every suite stands on: the product as a child process, the two ways it is configured, a small HTTP client, and
 * the note of what was skipped.
 */
@NullMarked
package dev.sprue.conformance;

import org.jspecify.annotations.NullMarked;
