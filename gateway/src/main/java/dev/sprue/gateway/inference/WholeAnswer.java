package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;

/**
 * A whole answer in canonical form.
 *
 * @param bytes hold the answer, and may hold more; shared: nobody may change them
 * @param from offset of the answer's first byte
 * @param to offset after its last
 * @param fields its top-level fields, over these bytes
 * @param usage what it reports as used; {@link Usage#NONE} where it reports nothing
 */
public record WholeAnswer(byte[] bytes, int from, int to, JsonFields fields, Usage usage) {}
