package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.anthropic.Effort;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.Turns;
import dev.sprue.gateway.providers.canonical.UnsayableFields;

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

    /** What Nova and OpenAI's models know at most. */
    private static final String HIGH = "high";

    /**
     * Decides.
     *
     * @param field the caller's field
     * @param reasoning how the model is asked
     * @param unsayable takes the field where the model cannot be asked so
     */
    static ReasoningEffort of(
            JsonValue field, BedrockModel.Reasoning reasoning, ChatRequest request, UnsayableFields unsayable) {
        Effort effort = new Effort(field, unsayable);
        if (effort.isNone()) {
            return UNSAID;
        }
        return switch (reasoning) {
            case NONE -> {
                effort.refuse("This model does not reason, or not by this field.");
                yield UNSAID;
            }
            case CLAUDE_BUDGET -> budget(effort, request);
            case CLAUDE_ADAPTIVE -> new ReasoningEffort("thinking", object("type", "adaptive"), effort.word("xhigh"));
            case NOVA -> {
                String word = known(effort);
                yield new ReasoningEffort("reasoningConfig", object("type", "enabled", "maxReasoningEffort", word), "");
            }
            case OPENAI -> new ReasoningEffort("reasoning_effort", JsonText.quote(known(effort)), "");
        };
    }

    private static String known(Effort effort) {
        String word = effort.word(HIGH);
        return word.equals("max") ? HIGH : word;
    }

    private static byte[] object(String... namesAndValues) {
        JsonWriter out = new JsonWriter(64).beginObject();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            out.name(namesAndValues[i]).string(namesAndValues[i + 1]);
        }
        return out.endObject().toBytes();
    }

    private static ReasoningEffort budget(Effort effort, ChatRequest request) {
        long limit = request.maxTokens().orElse(Long.MAX_VALUE);
        long wanted = effort.tokens();
        if (limit <= Effort.MIN_TOKENS) {
            effort.refuse("This model reasons with at least " + Effort.MIN_TOKENS
                    + " tokens, which count against the limit of the answer: that has to be higher.");
            return UNSAID;
        }
        if (Turns.lackThoughts(request.messages(), ReasoningEffort::givesThoughtsBack)) {
            return UNSAID;
        }
        // Something of the limit is left for the answer.
        long budget = Math.max(Effort.MIN_TOKENS, Math.min(wanted, limit / 5 * 4));
        byte[] thinking = new JsonWriter(64)
                .beginObject()
                .name("type")
                .string("enabled")
                .name("budget_tokens")
                .number(budget)
                .endObject()
                .toBytes();
        return new ReasoningEffort("thinking", thinking, "");
    }

    private static boolean givesThoughtsBack(Message.Assistant message) {
        return message.details().filter(GivenBack::holdsReasoning).isPresent();
    }
}
