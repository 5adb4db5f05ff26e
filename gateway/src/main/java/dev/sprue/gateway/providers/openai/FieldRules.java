package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Map;
import java.util.Set;

/** Keeps the rules of an {@link OpenAiVariant} for the fields of one request's body. */
final class FieldRules {

    private final String server;
    private final InferenceCall call;
    private final JsonFields body;
    private final JsonSplicer splicer;
    private final UnsayableFields unsayable = new UnsayableFields();

    private FieldRules(OpenAiVariant variant, InferenceCall call, JsonSplicer splicer) {
        this.server = "The model's server (" + variant.name() + ") ";
        this.call = call;
        this.body = call.body();
        this.splicer = splicer;
    }

    /**
     * Makes the edits that a server wants.
     *
     * @param settled fields that are edited elsewhere
     * @throws dev.sprue.gateway.error.FailureException 422 naming all that the server cannot do
     */
    static void keep(OpenAiVariant variant, InferenceCall call, Set<String> settled, JsonSplicer splicer) {
        Map<String, FieldRule> rules = variant.fields(call.operation());
        if (!rules.isEmpty()) {
            new FieldRules(variant, call, splicer).keep(rules, settled);
        }
    }

    private void keep(Map<String, FieldRule> rules, Set<String> settled) {
        for (int i = 0; i < body.count(); i++) {
            String name = body.name(i);
            FieldRule rule = rules.get(name);
            if (rule != null
                    && !settled.contains(name)
                    && !call.extraParameters().drops(i)) {
                keep(rule, i, name);
            }
        }
        unsayable.refuse();
    }

    private void keep(FieldRule rule, int field, String name) {
        switch (rule) {
            case FieldRule.Hint hint -> splicer.remove(field);
            case FieldRule.Lacking lacking -> lacking(field, name, "does not take '" + name + "'.");
            case FieldRule.Named(String theirs) -> {
                boolean both = body.find(theirs).stream()
                        .anyMatch(rival -> !call.extraParameters().drops(rival));
                if (both || body.kind(field) == JsonKind.NULL) {
                    lacking(field, name, "calls '" + name + "' '" + theirs + "', and the request has both.");
                } else {
                    splicer.rename(field, theirs);
                }
            }
            case FieldRule.Words(Set<String> known) -> {
                if (!known.contains(word(JsonValue.of(body, field)))) {
                    String words = String.join(", ", known.stream().sorted().toList());
                    lacking(field, name, "takes '" + name + "' as " + words + ".");
                }
            }
        }
    }

    private void lacking(int field, String name, String why) {
        JsonValue value = JsonValue.of(body, field);
        if (call.extraParameters() instanceof ExtraParameters.Drop || CanonicalFields.asksForNothing(name, value)) {
            splicer.remove(field);
        } else {
            unsayable.add(value, server + why);
        }
    }

    /** The word by which a value is known: a text, or the type of an object; anything else as it is written. */
    private static String word(JsonValue value) {
        return switch (value.kind()) {
            case STRING -> value.text();
            case OBJECT ->
                value.field("type")
                        .filter(type -> type.kind() == JsonKind.STRING)
                        .map(JsonValue::text)
                        .orElse("");
            default -> value.raw();
        };
    }
}
