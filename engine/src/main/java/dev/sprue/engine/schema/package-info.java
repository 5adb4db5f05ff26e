/** Compiles JSON Schemas, and what an answer with tool calls looks like, into byte grammars. */
@NullMarked
package dev.sprue.engine.schema;

import org.jspecify.annotations.NullMarked;
