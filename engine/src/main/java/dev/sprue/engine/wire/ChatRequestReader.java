package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.chat.AnswerForm;
import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.GenerationParameters;
import dev.sprue.engine.sampling.SamplingParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads chat completion requests of the OpenAI dialect. Fields that it does not know are ignored. */
public final class ChatRequestReader {
    /** The most answers to one prompt. */
    public static final int MAX_CHOICES = 8;

    private static final int MAX_STOPS = 4;
    private static final int MAX_STOP_CHARS = 1024;
    private static final int MAX_TOP_LOGPROBS = 20;
    private static final float MAX_BIAS = 100;

    private ChatRequestReader() {}

    /**
     * Reads and checks a request.
     *
     * @throws ApiException 400 for a wrong value, 422 for what this engine cannot do
     */
    public static ChatRequest read(ObjectNode body) {
        Fields fields = new Fields(body, "");
        String model = fields.requireText("model");
        UnsupportedFields.refuse(fields);
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
                includeUsage(fields, stream));
    }

    private static GenerationParameters parameters(Fields fields, AnswerForm form) {
        boolean logProbabilities = fields.flag("logprobs");
        OptionalInt top = fields.integer("top_logprobs", 0, MAX_TOP_LOGPROBS);
        if (top.orElse(0) > 0 && !logProbabilities) {
            throw Fields.invalid("top_logprobs", "needs \"logprobs\": true.");
        }
        SamplingParameters sampling = new SamplingParameters(
                fields.number("temperature", 1, 0, 2),
                fields.number("top_p", 1, 0, 1),
                fields.number("frequency_penalty", 0, -2, 2),
                fields.number("presence_penalty", 0, -2, 2),
                logitBias(fields),
                fields.wideInteger("seed"));
        return new GenerationParameters(
                sampling,
                maxTokens(fields),
                stops(fields),
                fields.integer("n", 1, MAX_CHOICES).orElse(1),
                logProbabilities,
                top.orElse(0),
                form);
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

    private static List<String> stops(Fields fields) {
        Optional<JsonNode> stop = fields.get("stop");
        if (stop.isEmpty()) {
            return List.of();
        }
        if (!stop.get().isArray()) {
            return List.of(stop("stop", stop.get()));
        }
        if (stop.get().size() > MAX_STOPS) {
            throw Fields.invalid(
                    "stop", "has " + stop.get().size() + " entries; at most " + MAX_STOPS + " are allowed.");
        }
        List<String> stops = new ArrayList<>();
        for (JsonNode entry : stop.get()) {
            stops.add(stop("stop[" + stops.size() + "]", entry));
        }
        return stops;
    }

    private static String stop(String path, JsonNode value) {
        String text = Fields.textOf(path, value);
        if (text.isEmpty() || text.length() > MAX_STOP_CHARS) {
            throw Fields.invalid(
                    path, "has " + text.length() + " characters; it must have between 1 and " + MAX_STOP_CHARS + ".");
        }
        return text;
    }

    private static Map<Integer, Float> logitBias(Fields fields) {
        Map<Integer, Float> biases = new HashMap<>();
        fields.get("logit_bias").ifPresent(value -> {
            if (!(value instanceof ObjectNode object)) {
                throw Fields.wrongType("logit_bias", value, "an object that maps token ids to numbers");
            }
            for (Map.Entry<String, JsonNode> entry : object.properties()) {
                String path = "logit_bias." + entry.getKey();
                biases.put(tokenId(path, entry.getKey()), Fields.number(path, entry.getValue(), -MAX_BIAS, MAX_BIAS));
            }
        });
        return biases;
    }

    private static int tokenId(String path, String key) {
        try {
            return Integer.parseUnsignedInt(key);
        } catch (NumberFormatException e) {
            throw Fields.invalid(path, "is not the id of a token, which is a whole number from 0.");
        }
    }

    private static boolean includeUsage(Fields fields, boolean stream) {
        Optional<JsonNode> options = fields.get("stream_options");
        if (options.isEmpty()) {
            return false;
        }
        if (!stream) {
            throw Fields.invalid("stream_options", "is allowed only with \"stream\": true.");
        }
        if (!(options.get() instanceof ObjectNode object)) {
            throw Fields.wrongType("stream_options", options.get(), "an object");
        }
        return new Fields(object, "stream_options.").flag("include_usage");
    }
}
