package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;

/**
 * A whole answer in canonical form.
 *
 * @param bytes the answer
 * @param fields its top-level fields, over these bytes
 * @param usage what it reports as used; {@link Usage#NONE} where it reports nothing
 */
public record WholeAnswer(byte[] bytes, JsonFields fields, Usage usage) {}
