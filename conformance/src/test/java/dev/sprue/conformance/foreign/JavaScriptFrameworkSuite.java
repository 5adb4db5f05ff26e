package dev.sprue.conformance.foreign;

import java.util.List;

/** Frameworks for JavaScript that call the OpenAI routes. They get along in one installation; it has 170 MB. */
final class JavaScriptFrameworkSuite extends NodeSuite {

    JavaScriptFrameworkSuite() {
        super(
                "LangChain, LangGraph, AI SDK, Agents SDK (JavaScript)",
                "frameworks-js",
                "frameworks-js",
                List.of("langchain", "ai-sdk", "agents"));
    }

    @Override
    void requireTools() {
        requireFullRun();
        super.requireTools();
    }

    @Override
    List<String> snippetLanguages() {
        return List.of("javascript langchain", "javascript ai-sdk", "javascript agents");
    }
}
