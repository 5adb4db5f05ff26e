/** LangChain4j's models for OpenAI and for Azure OpenAI; the former pointed at {@code /models} too. */
@NullMarked
package dev.sprue.conformance.langchain4j;

import org.jspecify.annotations.NullMarked;
