package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.ResponseFormat;
import dev.sprue.gateway.providers.canonical.ToolChoice;
import dev.sprue.gateway.providers.canonical.Turns;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Optional;

/**
 * What has to be decided about a call before its request can be written, since fields of the dialect hang together: how long the
 * answer may be, whether and how the model thinks, how it is held to JSON.
 *
 * @param maxTokens what {@code max_tokens} is
 * @param thinking what {@code thinking} is, as JSON; empty: the field is left out, or the caller's own one is passed through
 * @param effort what {@code output_config.effort} is; empty: likewise
 * @param json how the answer is held to JSON
 */
record AnthropicPlan(long maxTokens, Optional<String> thinking, Optional<String> effort, Json json) {

    /** How an answer is held to JSON. */
    enum Json {
        /** Not at all. */
        FREE,
        /** By the dialect's own field for it, {@code output_config.format}. */
        FORMAT,
        /** By a tool that has to be called, whose input is the answer. */
        TOOL
    }

    private static final String DISABLED = "{\"type\":\"disabled\"}";
    private static final String ADAPTIVE = "{\"type\":\"adaptive\",\"display\":\"summarized\"}";

    /**
     * Decides.
     *
     * @param effort the caller's {@code reasoning_effort}
     * @param ownThinking the caller's own {@code thinking} field, in the dialect's form
     * @param unsayable takes what the model cannot do, or not together
     */
    static AnthropicPlan of(
            ChatRequest request,
            AnthropicModel model,
            Optional<JsonValue> effort,
            Optional<JsonValue> ownThinking,
            UnsayableFields unsayable) {
        long maxTokens = request.maxTokens().orElse(model.maxTokens());
        Optional<String> thinking = Optional.empty();
        Optional<String> effortWord = Optional.empty();
        if (effort.isPresent()) {
            Effort wanted = new Effort(effort.get(), unsayable);
            if (wanted.isNone()) {
                thinking = model.thinksUnasked() ? Optional.of(DISABLED) : Optional.empty();
            } else {
                switch (model.thinking()) {
                    case NONE -> unsayable.add(effort.get(), "This model does not reason.");
                    case BUDGET -> thinking = budget(request, wanted, maxTokens);
                    case ADAPTIVE -> {
                        thinking = Optional.of(ADAPTIVE);
                        effortWord = Optional.of(wanted.word(model.highestEffort()));
                    }
                }
            }
        }
        boolean thinks = ownThinking.isPresent()
                ? ownThinking.filter(AnthropicPlan::isOn).isPresent()
                : thinking.filter(config -> !config.equals(DISABLED)).isPresent();
        Json json = json(request, model);
        if (json == Json.TOOL && thinks) {
            unsayable.add(
                    request.field("response_format").orElseThrow(),
                    model.formats()
                            ? "While it reasons, this model can be held to a JSON schema, but not to JSON alone."
                            : "This model cannot be held to JSON while it reasons.");
        } else if ((json == Json.TOOL || mustCall(request)) && model.thinksUnasked() && !thinks) {
            // A model that thinks takes no demand for a call.
            thinking = Optional.of(DISABLED);
        }
        return new AnthropicPlan(maxTokens, ownThinking.isPresent() ? Optional.empty() : thinking, effortWord, json);
    }

    private static boolean isOn(JsonValue thinking) {
        return thinking.field("type")
                .filter(type -> type.isText("enabled") || type.isText("adaptive"))
                .isPresent();
    }

    private static boolean mustCall(ChatRequest request) {
        return request.toolChoice()
                .filter(choice -> choice instanceof ToolChoice.Required || choice instanceof ToolChoice.Named)
                .isPresent();
    }

    private static Json json(ChatRequest request, AnthropicModel model) {
        return switch (request.responseFormat()) {
            case ResponseFormat.Text text -> Json.FREE;
            case ResponseFormat.JsonSchema schema
            when model.formats() && schema.schema().isPresent() -> Json.FORMAT;
            // An answer of nothing but calls has no text to be held to anything.
            case ResponseFormat.JsonSchema schema -> mustCall(request) ? Json.FREE : Json.TOOL;
            case ResponseFormat.JsonObject object -> mustCall(request) ? Json.FREE : Json.TOOL;
        };
    }

    /** Thinking with so many tokens, but in the middle of calls that came without the thoughts before them. */
    private static Optional<String> budget(ChatRequest request, Effort effort, long maxTokens) {
        long wanted = effort.tokens();
        if (maxTokens <= Effort.MIN_TOKENS) {
            effort.refuse("This model reasons with at least " + Effort.MIN_TOKENS
                    + " tokens, which count against the limit of the answer: that has to be higher.");
        }
        if (Turns.lackThoughts(request.messages(), GivenBack::beginsWithThoughts)) {
            return Optional.empty();
        }
        long budget = Math.max(Effort.MIN_TOKENS, Math.min(wanted, maxTokens * 4 / 5));
        return Optional.of("{\"type\":\"enabled\",\"budget_tokens\":" + budget + "}");
    }
}
