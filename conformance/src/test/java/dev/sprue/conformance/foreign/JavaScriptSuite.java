package dev.sprue.conformance.foreign;

import java.util.List;

/**
 * {@code @azure-rest/ai-inference} and {@code openai} for JavaScript, and Anthropic's and Google's clients on the surfaces of their
 * APIs.
 */
final class JavaScriptSuite extends NodeSuite {
    private static final List<String> TESTS = List.of(
            "builtin",
            "relay",
            "fields",
            "tools",
            "reasoning",
            "embeddings",
            "errors",
            "broken",
            "openai-chat",
            "openai-tools",
            "openai-completions",
            "openai-embeddings",
            "openai-models",
            "openai-errors",
            "openai-builtin",
            "anthropic",
            "google");

    JavaScriptSuite() {
        super("JavaScript", "js", "js", TESTS);
    }

    @Override
    List<String> snippetLanguages() {
        return List.of("javascript");
    }
}
