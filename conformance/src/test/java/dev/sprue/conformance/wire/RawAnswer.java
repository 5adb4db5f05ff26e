package dev.sprue.conformance.wire;

/**
 * An answer and how it ended.
 *
 * @param answer what came
 * @param whole whether the body ended the way its head announced; false: the connection was cut
 */
record RawAnswer(Answer answer, boolean whole) {}
