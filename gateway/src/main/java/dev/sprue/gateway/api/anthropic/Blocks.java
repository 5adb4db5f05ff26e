package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a content that is an array. */
final class Blocks {

    private Blocks() {}

    static List<JsonValue> of(JsonValue array) {
        List<JsonValue> blocks = new ArrayList<>();
        array.items(blocks::add);
        return blocks;
    }
}
