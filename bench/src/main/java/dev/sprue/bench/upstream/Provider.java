package dev.sprue.bench.upstream;

import java.util.Arrays;
import java.util.Locale;

/** Whose dialect a request to the upstream is in, which its path tells. */
public enum Provider {
    /** OpenAI. */
    OPENAI("openai", "/v1/"),
    /** Anthropic. */
    ANTHROPIC("anthropic", "/v1/messages"),
    /** Gemini, by AI Studio. */
    GEMINI("gemini", "/v1beta/"),
    /** Bedrock. */
    BEDROCK("bedrock", "/model/");

    private final String type;
    private final String path;

    Provider(String type, String path) {
        this.type = type;
        this.path = path;
    }

    /** The type of provider that it is in the product's configuration. */
    public String type() {
        return type;
    }

    /** Whose path that is; the longest beginning counts, and what begins like none is OpenAI's. */
    static Provider of(String requested) {
        return Arrays.stream(values())
                .filter(provider -> requested.startsWith(provider.path))
                .max((one, other) -> Integer.compare(one.path.length(), other.path.length()))
                .orElse(OPENAI);
    }

    /**
     * The provider of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Provider named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** What it says. */
    Wire wire() {
        return switch (this) {
            case OPENAI -> new OpenAiWire();
            case ANTHROPIC -> new AnthropicWire();
            case GEMINI -> new GeminiWire();
            case BEDROCK -> new BedrockWire();
        };
    }

    /** Whether a request asks for a stream. */
    boolean asksForStream(String requested, String body) {
        return switch (this) {
            case OPENAI, ANTHROPIC -> body.contains("\"stream\":true");
            case GEMINI -> requested.contains(":streamGenerateContent");
            case BEDROCK -> requested.contains("/converse-stream");
        };
    }

    /** Whether a request names a model of this upstream. */
    boolean namesModel(String requested, String body) {
        return switch (this) {
            case OPENAI, ANTHROPIC -> body.contains("\"model\":\"" + Answers.MODEL_PREFIX);
            case GEMINI, BEDROCK -> requested.contains("/" + Answers.MODEL_PREFIX);
        };
    }

    /** Whether a stream ends with a report of usage: in all dialects but OpenAI's it always does. */
    boolean reportsUsage(String body) {
        return this != OPENAI || body.contains("\"include_usage\":true");
    }
}
