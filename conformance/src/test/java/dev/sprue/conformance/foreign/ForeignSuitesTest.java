package dev.sprue.conformance.foreign;

import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The official clients in other languages, and frameworks that call through them. */
@ExtendWith(Products.class)
final class ForeignSuitesTest {

    @TestFactory
    List<DynamicTest> javaScript(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new JavaScriptSuite().tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> python(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new PythonSuite().tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> javaScriptFrameworks(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new JavaScriptFrameworkSuite().tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> langChain(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("LangChain and LangGraph (Python)", "langchain", "langchain", "langchain_openai")
                .tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> llamaIndex(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("LlamaIndex", "llama_index", "llama_index").tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> semanticKernel(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite(
                        "Semantic Kernel (Python)", "semantic_kernel", "semantic_kernel", "semantic_kernel_openai")
                .tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> agents(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("Agents SDK (Python)", "agents", "agents").tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> autoGen(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("AutoGen", "autogen", "autogen").tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> anthropicAndGoogle(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite(
                        "Anthropic's and Google's clients (Python)", "anthropic_google", "anthropic", "google_genai")
                .tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> springAi(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new JavaFrameworkSuite("Spring AI", "spring-ai", "SpringAiTest").tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> springAiAzure(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new JavaFrameworkSuite("Spring AI (Azure OpenAI)", "spring-ai-azure", "SpringAiAzureTest")
                .tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> semanticKernelForJava(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new JavaFrameworkSuite("Semantic Kernel (Java)", "semantic-kernel", "SemanticKernelTest")
                .tests(builtIn, relay);
    }
}
