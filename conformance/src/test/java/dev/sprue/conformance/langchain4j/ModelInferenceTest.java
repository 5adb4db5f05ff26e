package dev.sprue.conformance.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Heard;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * LangChain4j's streaming chat model pointed at {@code /models}. It notices the cut, not the event, and after the error
 * it calls for completion all the same, with what it has: only the finish reason tells half an answer from a whole one.
 */
@ExtendWith(Products.class)
final class ModelInferenceTest {

    static Stream<Arguments> brokenOverEachVersion() {
        return Stream.of(BrokenStream.values())
                .flatMap(broken -> Stream.of(
                        Arguments.of(broken, HttpClient.Version.HTTP_1_1),
                        Arguments.of(broken, HttpClient.Version.HTTP_2)));
    }

    @ParameterizedTest
    @MethodSource("brokenOverEachVersion")
    void aBrokenStreamIsAnErrorBeforeItIsAResponse(BrokenStream broken, HttpClient.Version version, RelayProduct relay)
            throws Exception {
        Handler handler = chat(relay.endpoint(), version, broken.model(), broken.message());
        Heard heard = handler.first();
        assertThat(heard.failure()).hasValueSatisfying(failure -> assertThat(failure)
                .isInstanceOf(LangChain4jException.class)
                .hasCauseInstanceOf(IOException.class));
        // the JDK's response stream forgets what was not read yet at a break: the gateway leaves it time
        assertThat(heard.text()).isEqualTo(BrokenStream.PARTIAL);
        ChatResponse response = handler.response();
        assertThat(response.finishReason()).isNull();
        assertThat(response.aiMessage().text()).isEqualTo(BrokenStream.PARTIAL);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void aWholeStreamEndsWell(HttpClient.Version version, RelayProduct relay) throws Exception {
        Handler handler = chat(relay.endpoint(), version, RelayProduct.CHAT, "plain");
        assertThat(handler.first()).isEqualTo(Heard.WHOLE);
        ChatResponse response = handler.response();
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(response.aiMessage().text()).isEqualTo(Heard.WHOLE.text());
    }

    /** The model asks for usage with {@code stream_options}, which this API takes only with the header. */
    private static Handler chat(Endpoint endpoint, HttpClient.Version version, String model, String message) {
        Handler handler = new Handler();
        OpenAiStreamingChatModel.builder()
                .baseUrl(endpoint.models())
                .apiKey(endpoint.key())
                .modelName(model)
                .customQueryParams(Map.of("api-version", "2024-05-01-preview"))
                .customHeaders(Map.of("extra-parameters", "pass-through"))
                .httpClientBuilder(Way.http(endpoint, version))
                .build()
                .chat(message, handler);
        return handler;
    }
}
