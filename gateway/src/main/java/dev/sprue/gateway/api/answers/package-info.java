/**
 * What every surface does with the answer to a call: handing it to a caller no faster than that one takes it, and cutting
 * usage out of the events of a stream. What an answer looks like is the surface's matter, an
 * {@link dev.sprue.gateway.api.answers.AnswerDialect}.
 */
@NullMarked
package dev.sprue.gateway.api.answers;

import org.jspecify.annotations.NullMarked;
