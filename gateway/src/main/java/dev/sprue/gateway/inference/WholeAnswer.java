package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;

/**
 * A whole answer in canonical form.
 *
 * @param fields its top-level fields, over its bytes
 * @param usage what it reports as used; {@link Usage#NONE} where it reports nothing
 */
public record WholeAnswer(JsonFields fields, Usage usage) {}
