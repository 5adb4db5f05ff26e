package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of {@code reasoning_effort}: a field of the model's own, and where the model has it an effort of the API's.
 *
 * @param field the field among the model's own; empty where there is none
 * @param json its value
 * @param effort what {@code outputConfig.effort} is; empty where it is left out
 */
record ReasoningEffort(String field, byte[] json, String effort) {

    /** Nothing is said. */
    static final ReasoningEffort UNSAID = new ReasoningEffort("", new byte[0], "");

    private static final long MIN_BUDGET_TOKENS = 1_024;

    /**
     * Decides.
     *
     * @param effort the caller's field
     * @param reasoning how the model is asked
     * @param unsayable takes the field where the model cannot be asked so
     */
    static ReasoningEffort of(
            JsonValue effort, BedrockModel.Reasoning reasoning, ChatRequest request, UnsayableFields unsayable) {
        String word = effort.kind() == JsonKind.STRING ? effort.text() : effort.raw();
        if (word.equals("none")) {
            return UNSAID;
        }
        if (!List.of("minimal", "low", "medium", "high", "xhigh", "max").contains(word)) {
            unsayable.add(effort, "This model reasons with 'minimal', 'low', 'medium' or 'high' effort.");
            return UNSAID;
        }
        String known =
                switch (word) {
                    case "minimal" -> "low";
                    case "xhigh", "max" -> "high";
                    default -> word;
                };
        return switch (reasoning) {
            case NONE -> {
                unsayable.add(effort, "This model does not reason, or not by this field.");
                yield UNSAID;
            }
            case CLAUDE_BUDGET -> budget(effort, word, request, unsayable);
            case CLAUDE_ADAPTIVE ->
                new ReasoningEffort(
                        "thinking",
                        new JsonWriter(32)
                                .beginObject()
                                .name("type")
                                .string("adaptive")
                                .endObject()
                                .toBytes(),
                        word.equals("minimal") ? "low" : word);
            case NOVA ->
                new ReasoningEffort(
                        "reasoningConfig",
                        new JsonWriter(64)
                                .beginObject()
                                .name("type")
                                .string("enabled")
                                .name("maxReasoningEffort")
                                .string(known)
                                .endObject()
                                .toBytes(),
                        "");
            case OPENAI ->
                new ReasoningEffort(
                        "reasoning_effort", new JsonWriter(16).string(known).toBytes(), "");
        };
    }

    private static ReasoningEffort budget(
            JsonValue effort, String word, ChatRequest request, UnsayableFields unsayable) {
        long limit = request.maxTokens().orElse(Long.MAX_VALUE);
        if (limit <= MIN_BUDGET_TOKENS) {
            unsayable.add(
                    effort,
                    "This model reasons with at least 1024 tokens, which are part of the limit: it has to be higher.");
            return UNSAID;
        }
        if (lacksThoughts(request.messages())) {
            return UNSAID;
        }
        long wanted =
                switch (word) {
                    case "minimal" -> MIN_BUDGET_TOKENS;
                    case "low" -> 2_048;
                    case "medium" -> 8_192;
                    case "high" -> 24_576;
                    default -> 32_000;
                };
        // Something of the limit is left for the answer.
        long budget = Math.max(MIN_BUDGET_TOKENS, Math.min(wanted, limit / 5 * 4));
        return new ReasoningEffort(
                "thinking",
                new JsonWriter(64)
                        .beginObject()
                        .name("type")
                        .string("enabled")
                        .name("budget_tokens")
                        .number(budget)
                        .endObject()
                        .toBytes(),
                "");
    }

    /**
     * Whether the conversation ends in results of calls whose message came without the thoughts before them: the model refuses
     * to go on thinking then, and most callers cannot give thoughts back.
     */
    private static boolean lacksThoughts(List<Message> messages) {
        int last = messages.size() - 1;
        if (last < 0 || !(messages.get(last) instanceof Message.ToolResult)) {
            return false;
        }
        for (int i = last; i >= 0; i--) {
            if (messages.get(i) instanceof Message.Assistant assistant) {
                Optional<JsonValue> details = assistant.details();
                return details.isEmpty() || !GivenBack.holdsReasoning(details.get());
            }
        }
        return false;
    }
}
