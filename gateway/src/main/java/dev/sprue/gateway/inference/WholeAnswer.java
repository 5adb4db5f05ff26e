package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;
import java.util.Optional;

/**
 * A whole answer in canonical form.
 *
 * @param bytes hold the answer, and may hold more; shared: nobody may change them
 * @param from offset of the answer's first byte
 * @param to offset after its last
 * @param fields its top-level fields, over these bytes
 * @param usage what it reports as used; {@link Usage#NONE} where it reports nothing
 * @param model what its server calls the model, where the answer itself does not say so
 * @param reasons whether one of its choices has {@code reasoning_content}
 */
public record WholeAnswer(
        byte[] bytes, int from, int to, JsonFields fields, Usage usage, Optional<String> model, boolean reasons) {

    /** An answer that says itself which model gave it. */
    public WholeAnswer(byte[] bytes, int from, int to, JsonFields fields, Usage usage) {
        this(bytes, from, to, fields, usage, Optional.empty(), false);
    }

    /** The same, given by a model that the answer does not name. */
    public WholeAnswer by(String name) {
        return new WholeAnswer(bytes, from, to, fields, usage, Optional.of(name), reasons);
    }

    /** The same, known to hold {@code reasoning_content}. */
    public WholeAnswer withReasoning() {
        return new WholeAnswer(bytes, from, to, fields, usage, model, true);
    }
}
