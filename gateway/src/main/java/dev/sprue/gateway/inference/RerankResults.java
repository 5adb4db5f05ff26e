package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.List;
import java.util.OptionalInt;

/** The results of an answer to a rerank call: objects with {@code index} and {@code relevance_score}, both numbers. */
public final class RerankResults {

    private RerankResults() {}

    /** The results, in order, of an answer whose results {@link #areWhole}. */
    public static List<JsonFields> of(JsonFields answer) {
        try {
            return answer.objects(answer.find("results").orElseThrow());
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("results that were checked cannot be read again", impossible);
        }
    }

    /** Whether an answer has results, and every one of them what it must have. */
    public static boolean areWhole(JsonFields answer) {
        OptionalInt results = answer.find("results");
        if (results.isEmpty() || answer.kind(results.getAsInt()) != JsonKind.ARRAY) {
            return false;
        }
        try {
            for (JsonFields result : answer.objects(results.getAsInt())) {
                if (!isNumber(result, "index") || !isNumber(result, "relevance_score")) {
                    return false;
                }
            }
            return true;
        } catch (JsonSyntaxException somethingElse) {
            return false;
        }
    }

    private static boolean isNumber(JsonFields result, String name) {
        OptionalInt field = result.find(name);
        return field.isPresent() && result.kind(field.getAsInt()) == JsonKind.NUMBER;
    }
}
