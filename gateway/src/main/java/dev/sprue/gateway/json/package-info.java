/**
 * JSON as bytes: one scan that checks a document and finds its top-level fields, and the splicer that edits it in place.
 *
 * <p>The fast lane never builds a tree of a body: it needs to know a few fields and to hand on the rest untouched.
 */
@NullMarked
package dev.sprue.gateway.json;

import org.jspecify.annotations.NullMarked;
