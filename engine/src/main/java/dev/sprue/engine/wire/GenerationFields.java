package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.sampling.SamplingParameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the fields that chat completions and text completions have in common. */
final class GenerationFields {
    /** The most answers to one prompt. */
    static final int MAX_CHOICES = 128;

    /** More than OpenAI's four, as other servers allow. */
    private static final int MAX_STOPS = 16;

    private static final int MAX_STOP_CHARS = 1024;
    private static final float MAX_BIAS = 100;

    private GenerationFields() {}

    static SamplingParameters sampling(Fields fields) {
        return new SamplingParameters(
                fields.number("temperature", 1, 0, 2),
                fields.number("top_p", 1, 0, 1),
                fields.number("frequency_penalty", 0, -2, 2),
                fields.number("presence_penalty", 0, -2, 2),
                logitBias(fields),
                fields.wideInteger("seed"));
    }

    static List<String> stops(Fields fields) {
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
            int id = Integer.parseInt(key);
            if (id >= 0) {
                return id;
            }
        } catch (NumberFormatException e) {
            // Refused below.
        }
        throw Fields.invalid(path, "is not the id of a token, which is a whole number from 0.");
    }

    /** Returns whether a stream is to end with its usage. */
    static boolean includeUsage(Fields fields, boolean stream) {
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
        Fields inner = new Fields(object, "stream_options.");
        inner.flag("include_obfuscation");
        return inner.flag("include_usage");
    }
}
