package dev.sprue.gateway.providers.mistral;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.ObjectSchema;
import java.util.OptionalInt;
import java.util.Set;

/** The edits that make Mistral's request of the canonical one, beside those for its top-level fields. */
final class MistralRequests {

    private static final Set<String> DTYPES = Set.of("int8", "uint8", "binary", "ubinary");

    private MistralRequests() {}

    /** Makes them. */
    static void edit(InferenceCall call, JsonSplicer splicer) {
        JsonFields body = call.body();
        if (call.operation() == Operation.CHAT_COMPLETION) {
            list(body, "messages", splicer, MistralMessages::edited);
            list(body, "tools", splicer, MistralRequests::tool);
        } else if (call.operation() == Operation.EMBEDDINGS) {
            body.find("encoding_format").stream()
                    .filter(field -> body.kind(field) == JsonKind.STRING && DTYPES.contains(body.string(field)))
                    .forEach(field -> splicer.rename(field, "output_dtype"));
        }
    }

    private interface ItemEdits {

        JsonSplicer of(JsonValue item);
    }

    private static void list(JsonFields body, String name, JsonSplicer splicer, ItemEdits edits) {
        OptionalInt field = body.find(name);
        if (field.isPresent() && body.kind(field.getAsInt()) == JsonKind.ARRAY) {
            JsonValue.of(body, field.getAsInt()).items(item -> {
                if (item.kind() == JsonKind.OBJECT) {
                    splicer.include(edits.of(item));
                }
            });
        }
    }

    private static JsonSplicer tool(JsonValue tool) {
        JsonFields fields = tool.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        // A hint to caches of others.
        fields.find("cache_control").ifPresent(edits::remove);
        tool.field("function")
                .filter(function -> function.kind() == JsonKind.OBJECT)
                .ifPresent(function -> {
                    JsonFields of = function.fields();
                    JsonSplicer inner = new JsonSplicer(of);
                    OptionalInt parameters = of.find("parameters");
                    if (parameters.isEmpty() || of.kind(parameters.getAsInt()) == JsonKind.NULL) {
                        inner.set("parameters", ObjectSchema.ofNothing());
                    }
                    of.find("strict").stream()
                            .filter(strict -> of.kind(strict) == JsonKind.NULL)
                            .forEach(inner::remove);
                    edits.include(inner);
                });
        return edits;
    }
}
