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
    List<DynamicTest> langChain(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("LangChain (Python)", "langchain").tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> llamaIndex(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("LlamaIndex", "llama_index").tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> semanticKernel(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("Semantic Kernel (Python)", "semantic_kernel").tests(builtIn, relay);
    }

    @TestFactory
    List<DynamicTest> autoGen(BuiltInProduct builtIn, RelayProduct relay) throws IOException {
        return new FrameworkSuite("AutoGen", "autogen").tests(builtIn, relay);
    }
}
