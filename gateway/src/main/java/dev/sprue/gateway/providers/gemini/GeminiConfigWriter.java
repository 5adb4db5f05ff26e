package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.ResponseFormat;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Optional;

/** Writes {@code generationConfig}. Values that ask for nothing go unsaid, since not every model takes each of the fields. */
final class GeminiConfigWriter {

    /** How much thinking an effort is worth where a model wants a number of tokens: Google's own table for OpenAI's clients. */
    private enum Effort {
        minimal(1_024, "MINIMAL"),
        low(1_024, "LOW"),
        medium(8_192, "MEDIUM"),
        high(24_576, "HIGH"),
        xhigh(24_576, "HIGH");

        private final int budget;
        private final String level;

        Effort(int budget, String level) {
            this.budget = budget;
            this.level = level;
        }
    }

    private final ChatRequest request;
    private final GeminiFields fields;
    private final GeminiModel model;
    private final UnsayableFields unsayable;
    private final JsonWriter config = new JsonWriter(256);

    GeminiConfigWriter(ChatRequest request, GeminiFields fields, GeminiModel model, UnsayableFields unsayable) {
        this.request = request;
        this.fields = fields;
        this.model = model;
        this.unsayable = unsayable;
    }

    void write(JsonWriter out, GeminiExtras extras) {
        config.beginObject();
        int empty = config.length();
        fields.field("temperature")
                .ifPresent(value -> config.name("temperature").raw(value));
        fields.field("top_p").ifPresent(value -> config.name("topP").raw(value));
        fields.numberOtherThan("n", 1)
                .ifPresent(value -> config.name("candidateCount").raw(value));
        fields.numberOtherThan("frequency_penalty", 0)
                .ifPresent(value -> config.name("frequencyPenalty").raw(value));
        fields.numberOtherThan("presence_penalty", 0)
                .ifPresent(value -> config.name("presencePenalty").raw(value));
        fields.field("max_completion_tokens")
                .or(() -> fields.field("max_tokens"))
                .ifPresent(limit -> config.name("maxOutputTokens").number((long) Double.parseDouble(limit.raw())));
        fields.field("seed").ifPresent(this::seed);
        stop();
        probabilities();
        responseFormat();
        if (!extras.haveThinking()) {
            fields.field("reasoning_effort").ifPresent(this::thinking);
        }
        extras.writeConfig(config);
        if (config.length() > empty) {
            config.endObject();
            out.name("generationConfig").raw(config.toBytes());
        }
    }

    private void seed(JsonValue seed) {
        double value = Double.parseDouble(seed.raw());
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            unsayable.add(seed, "The model behind this deployment takes seeds of 32 bits.");
        }
        config.name("seed").raw(seed);
    }

    private void stop() {
        if (!request.stop().isEmpty()) {
            config.name("stopSequences").beginArray();
            request.stop().forEach(config::raw);
            config.endArray();
        }
    }

    private void probabilities() {
        boolean wanted = fields.field("logprobs").filter(JsonValue::isTrue).isPresent();
        Optional<JsonValue> top = fields.numberOtherThan("top_logprobs", 0);
        if (wanted) {
            config.name("responseLogprobs").bool(true);
        }
        top.ifPresent(count -> config.name("logprobs").raw(count));
    }

    private void responseFormat() {
        switch (request.responseFormat()) {
            case ResponseFormat.Text text -> {}
            case ResponseFormat.JsonObject object -> json();
            case ResponseFormat.JsonSchema schema -> {
                json();
                schema.schema().ifPresent(value -> {
                    if (model.takesJsonSchema()) {
                        config.name("responseJsonSchema").raw(value);
                    } else {
                        config.name("responseSchema");
                        new GeminiSchemaWriter(config, value, unsayable).write();
                    }
                });
            }
        }
    }

    private void json() {
        config.name("responseMimeType").string("application/json");
    }

    /** Thoughts are asked for too: whoever chooses an effort has a model in mind that shows its reasoning. */
    private void thinking(JsonValue effort) {
        String word = effort.text();
        config.name("thinkingConfig").beginObject();
        if (word.equals("none")) {
            if (model.thinksByLevel()) {
                config.name("thinkingLevel").string(Effort.minimal.level);
            } else {
                config.name("thinkingBudget").number(0);
            }
        } else {
            effort(effort, word).ifPresent(known -> {
                config.name("includeThoughts").bool(true);
                if (model.thinksByLevel()) {
                    config.name("thinkingLevel").string(known.level);
                } else {
                    config.name("thinkingBudget").number(known.budget);
                }
            });
        }
        config.endObject();
    }

    private Optional<Effort> effort(JsonValue value, String word) {
        for (Effort effort : Effort.values()) {
            if (effort.name().equals(word)) {
                return Optional.of(effort);
            }
        }
        unsayable.add(value, "The model behind this deployment knows no such effort.");
        return Optional.empty();
    }
}
