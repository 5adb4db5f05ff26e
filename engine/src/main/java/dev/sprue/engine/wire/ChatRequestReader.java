package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.chat.AnswerForm;
import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.GenerationParameters;
import java.util.List;
import java.util.OptionalInt;

/** Reads chat completion requests of the OpenAI dialect. */
public final class ChatRequestReader {
    private static final int MAX_TOP_LOGPROBS = 20;

    private ChatRequestReader() {}

    /**
     * Reads and checks a request.
     *
     * @throws ApiException 400 for a wrong value, 422 for what this engine cannot do
     */
    public static ChatRequest read(ObjectNode body) {
        Fields fields = new Fields(body, "");
        String model = fields.requireText("model");
        KnownFields.refuseOthersInChat(fields);
        UnsupportedFields.refuseInChat(fields);
        boolean stream = fields.flag("stream");
        List<ChatMessage> messages = MessageReader.read(fields.require("messages"));
        ToolRequest tools = ToolReader.read(fields);
        return new ChatRequest(
                model,
                messages,
                tools.lines(),
                tools.legacy(),
                parameters(fields, new AnswerForm(FormatReader.read(fields), tools.use())),
                stream,
                GenerationFields.includeUsage(fields, stream),
                fields.get("prediction").isPresent(),
                fields.text("service_tier").isPresent());
    }

    private static GenerationParameters parameters(Fields fields, AnswerForm form) {
        boolean logProbabilities = fields.flag("logprobs");
        OptionalInt top = fields.integer("top_logprobs", 0, MAX_TOP_LOGPROBS);
        if (top.orElse(0) > 0 && !logProbabilities) {
            throw Fields.invalid("top_logprobs", "needs \"logprobs\": true.");
        }
        return new GenerationParameters(
                GenerationFields.sampling(fields),
                maxTokens(fields),
                GenerationFields.stops(fields),
                fields.integer("n", 1, GenerationFields.MAX_CHOICES).orElse(1),
                logProbabilities,
                top.orElse(0),
                form,
                false);
    }

    private static int maxTokens(Fields fields) {
        OptionalInt older = fields.integer("max_tokens", 1, Integer.MAX_VALUE);
        OptionalInt newer = fields.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        if (older.isPresent() && newer.isPresent() && older.getAsInt() != newer.getAsInt()) {
            throw Fields.invalid(
                    "max_tokens",
                    "is " + older.getAsInt() + " and \"max_completion_tokens\" is " + newer.getAsInt()
                            + "; they are two names of one limit: send one.");
        }
        return newer.orElse(older.orElse(Integer.MAX_VALUE));
    }
}
