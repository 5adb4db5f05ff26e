package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;
import java.util.Optional;

/**
 * One event of a streamed answer in canonical form, parsed only as far as somebody needs.
 *
 * @param fields the chunk's top-level fields, over its bytes
 * @param hasChoices whether it carries a choice (the chunk that reports usage alone does not)
 * @param finishes whether one of its choices ends with it
 * @param usage what it reports as used
 */
public record StreamEvent(JsonFields fields, boolean hasChoices, boolean finishes, Optional<Usage> usage) {}
