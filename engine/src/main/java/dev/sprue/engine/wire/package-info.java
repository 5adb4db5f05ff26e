/** The OpenAI dialect: reading and checking requests, writing answers, stream chunks and errors. */
@NullMarked
package dev.sprue.engine.wire;

import org.jspecify.annotations.NullMarked;
