package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What becomes of a request's top-level fields that a dialect has no place for.
 *
 * <ul>
 *   <li>One whose value asks for nothing ({@code null}, {@code n: 1}, no penalty ...) and one that only gives a hint goes unsaid,
 *       and so do those of another API's callers that this dialect does not know;
 *   <li>any other field of the canonical form is refused with 422, which names it, unless the caller wants what is not known to be
 *       dropped;
 *   <li>a field that the canonical form does not define goes to the provider as it is, where the caller lets it pass.
 * </ul>
 */
public final class CanonicalFields {

    /** Fields that change no answer: they help caches, batching, accounts and abuse reports of the provider that has them. */
    private static final Set<String> HINTS = Set.of(
            "model",
            "stream",
            "stream_options",
            "metadata",
            "user",
            "safety_identifier",
            "user_security_context",
            "prediction",
            "prompt_cache_key",
            "prompt_cache_retention");

    /** Fields of the canonical form with the values that ask for nothing. */
    private static final Map<String, Predicate<JsonValue>> DEFINED = Map.ofEntries(
            Map.entry("audio", value -> false),
            Map.entry("best_of", value -> is(value, 1)),
            Map.entry("data_sources", JsonValue::isEmpty),
            Map.entry("dimensions", value -> false),
            Map.entry("echo", CanonicalFields::isFalse),
            Map.entry("encoding_format", value -> value.isText("float")),
            Map.entry("frequency_penalty", value -> is(value, 0)),
            Map.entry("function_call", value -> false),
            Map.entry("functions", JsonValue::isEmpty),
            Map.entry("input_type", value -> false),
            Map.entry("logit_bias", JsonValue::isEmpty),
            Map.entry("logprobs", CanonicalFields::isFalse),
            Map.entry("max_completion_tokens", value -> false),
            Map.entry("max_tokens", value -> false),
            Map.entry("messages", value -> false),
            Map.entry("modalities", CanonicalFields::isTextAlone),
            Map.entry("n", value -> is(value, 1)),
            Map.entry("parallel_tool_calls", JsonValue::isTrue),
            Map.entry("presence_penalty", value -> is(value, 0)),
            Map.entry("prompt", value -> false),
            Map.entry("reasoning_effort", value -> false),
            Map.entry("response_format", value -> value.field("type")
                    .filter(type -> type.isText("text"))
                    .isPresent()),
            Map.entry("seed", value -> false),
            Map.entry("service_tier", value -> value.isText("auto") || value.isText("default")),
            Map.entry("stop", value -> value.kind() == JsonKind.ARRAY && value.isEmpty()),
            Map.entry("store", CanonicalFields::isFalse),
            Map.entry("suffix", value -> false),
            Map.entry("temperature", value -> false),
            Map.entry("tool_choice", value -> value.isText("auto")),
            Map.entry("tools", JsonValue::isEmpty),
            Map.entry("top_logprobs", value -> is(value, 0)),
            Map.entry("top_p", value -> is(value, 1)),
            Map.entry("verbosity", value -> value.isText("medium")),
            Map.entry("web_search_options", value -> false));

    private CanonicalFields() {}

    /**
     * Goes through the fields that a dialect did not take.
     *
     * @param taken the fields that it has a place for
     * @return the fields, by their index, that go to the provider as they are
     * @throws dev.sprue.gateway.error.FailureException 422 that names what cannot be said
     */
    public static List<Integer> extras(InferenceCall call, Set<String> taken) {
        return extras(call, taken, Set.of());
    }

    /**
     * The same for a dialect that other callers speak too.
     *
     * @param translated those of {@link TranslatedFields#BODY} that it has; they go to the provider as they are
     */
    public static List<Integer> extras(InferenceCall call, Set<String> taken, Set<String> translated) {
        JsonFields body = call.body();
        boolean drop = call.extraParameters() instanceof ExtraParameters.Drop;
        List<Integer> extras = new ArrayList<>(0);
        UnsayableFields unsayable = new UnsayableFields();
        for (int i = 0; i < body.count(); i++) {
            String name = body.name(i);
            if (taken.contains(name)
                    || HINTS.contains(name)
                    || call.translated() && TranslatedFields.BODY.contains(name) && !translated.contains(name)
                    || body.kind(i) == JsonKind.NULL) {
                continue;
            }
            Predicate<JsonValue> asksForNothing = DEFINED.get(name);
            if (asksForNothing == null) {
                if (!drop) {
                    extras.add(i);
                }
            } else if (!drop && !asksForNothing.test(JsonValue.of(body, i))) {
                unsayable.add(JsonValue.of(body, i), "The model behind this deployment has no " + name + ".");
            }
        }
        unsayable.refuse();
        return extras;
    }

    /** Whether a field of the canonical form asks for nothing but what happens without it. */
    public static boolean asksForNothing(String name, JsonValue value) {
        return value.isNull() || DEFINED.getOrDefault(name, other -> false).test(value);
    }

    private static boolean isFalse(JsonValue value) {
        return value.kind() == JsonKind.BOOLEAN && !value.isTrue();
    }

    private static boolean is(JsonValue value, int number) {
        return value.kind() == JsonKind.NUMBER && value.rawLength() <= 32 && Double.parseDouble(value.raw()) == number;
    }

    private static boolean isTextAlone(JsonValue value) {
        List<JsonValue> words = new ArrayList<>(1);
        if (value.kind() == JsonKind.ARRAY) {
            value.items(words::add);
        }
        return words.size() == 1 && words.getFirst().isText("text");
    }
}
