package dev.sprue.conformance.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.Response;
import dev.langchain4j.model.output.TokenUsage;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Heard;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.StructuredCases;
import dev.sprue.conformance.upstream.Act;
import dev.sprue.conformance.upstream.EmbeddingAnswers;
import dev.sprue.conformance.upstream.Fault;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Both families of models on the routes of Azure OpenAI: chats, streams, tools, forms, vectors, errors. */
@ExtendWith(Products.class)
final class OpenAiTest {
    private static final JsonObjectSchema FORM = JsonObjectSchema.builder()
            .addEnumProperty("colour", List.of("red", "green", "blue"))
            .addBooleanProperty("heavy")
            .required("colour", "heavy")
            .additionalProperties(false)
            .build();
    private static final ToolSpecification WEATHER = tool("weather", "place");
    private static final ToolSpecification TIME = tool("time", "zone");

    static Stream<Arguments> waysAndTexts() {
        return Stream.of(Way.values()).flatMap(way -> Scripts.texts().stream()
                // its classes of messages refuse to be empty
                .filter(script -> !script.text().isEmpty())
                .map(script -> Arguments.of(way, script)));
    }

    static Stream<Arguments> waysAndBreaks() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(BrokenStream.values()).map(broken -> Arguments.of(way, broken)));
    }

    @ParameterizedTest
    @EnumSource
    void theBuiltInModelAnswers(Way way, BuiltInProduct builtIn) throws Exception {
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from("You are helpful."), UserMessage.from("What is the capital of France?"))
                .temperature(0.0)
                .maxOutputTokens(50)
                .build();
        ChatResponse whole = way.chat(builtIn.endpoint(), BuiltInProduct.CHAT).chat(request);
        assertThat(whole.id()).isNotBlank();
        assertThat(whole.modelName()).isNotBlank();
        assertThat(whole.aiMessage().text()).isNotBlank();
        assertThat(whole.tokenUsage().outputTokenCount()).isBetween(1, 50);
        ChatResponse streamed = streamed(way, builtIn.endpoint(), BuiltInProduct.CHAT, request);
        assertThat(streamed.aiMessage().text()).isEqualTo(whole.aiMessage().text());
        assertThat(streamed.finishReason()).isEqualTo(whole.finishReason());
    }

    @ParameterizedTest
    @MethodSource("waysAndTexts")
    void everyTextArrivesAsTheProviderSentIt(Way way, Script script, RelayProduct relay) throws Exception {
        ChatRequest request = request(script.name()).build();
        ChatResponse whole = way.chat(relay.endpoint(), RelayProduct.CHAT).chat(request);
        ChatResponse streamed = streamed(way, relay.endpoint(), RelayProduct.CHAT, request);
        for (ChatResponse answer : List.of(whole, streamed)) {
            assertThat(answer.aiMessage().text()).isEqualTo(script.text());
            assertThat(answer.finishReason())
                    .isEqualTo(script.finishReason().equals("stop") ? FinishReason.STOP : FinishReason.LENGTH);
        }
        assertThat(whole.tokenUsage().inputTokenCount()).isEqualTo(OpenAiUpstream.PROMPT_TOKENS);
        assertThat(whole.tokenUsage().outputTokenCount()).isEqualTo(script.completionTokens());
    }

    /** The models for OpenAI ask for it by themselves; those for Azure count on their own. */
    @ParameterizedTest
    @EnumSource(names = "OPENAI")
    void aStreamsUsage(Way way, RelayProduct relay) throws Exception {
        TokenUsage usage = streamed(
                        way,
                        relay.endpoint(),
                        RelayProduct.CHAT,
                        request("plain").build())
                .tokenUsage();
        assertThat(usage.inputTokenCount()).isEqualTo(OpenAiUpstream.PROMPT_TOKENS);
        assertThat(usage.outputTokenCount()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    void theBuiltInModelCallsATool(Way way, BuiltInProduct builtIn) {
        ChatRequest request = request("What is the weather in Oslo?")
                .temperature(0.0)
                .maxOutputTokens(StructuredCases.MAX_TOKENS)
                .toolSpecifications(ToolSpecification.builder()
                        .name("describe")
                        .parameters(FORM)
                        .build())
                .toolChoice(ToolChoice.REQUIRED)
                .build();
        AiMessage asked =
                way.chat(builtIn.endpoint(), BuiltInProduct.CHAT).chat(request).aiMessage();
        assertThat(asked.toolExecutionRequests()).isNotEmpty().allSatisfy(call -> {
            assertThat(call.name()).isEqualTo("describe");
            assertThat(StructuredCases.read(call.arguments()).has("colour")).isTrue();
        });
    }

    @ParameterizedTest
    @EnumSource
    void twoCallsAtOnce(Way way, RelayProduct relay) throws Exception {
        ChatRequest request = request(Act.USE_TOOLS.trigger())
                .toolSpecifications(WEATHER, TIME)
                .build();
        AiMessage whole =
                way.chat(relay.endpoint(), RelayProduct.CHAT).chat(request).aiMessage();
        AiMessage streamed =
                streamed(way, relay.endpoint(), RelayProduct.CHAT, request).aiMessage();
        for (AiMessage asked : List.of(whole, streamed)) {
            assertThat(asked.toolExecutionRequests())
                    .extracting(call -> call.name() + " " + call.arguments())
                    .containsExactly("weather {\"place\":\"Zürich\"}", "time {\"zone\":\"Zürich\"}");
            List<ChatMessage> messages = new ArrayList<>(request.messages());
            messages.add(asked);
            for (ToolExecutionRequest call : asked.toolExecutionRequests()) {
                messages.add(ToolExecutionResultMessage.from(call, "fine"));
            }
            ChatRequest more = request.toBuilder().messages(messages).build();
            for (ChatResponse answered : List.of(
                    way.chat(relay.endpoint(), RelayProduct.CHAT).chat(more),
                    streamed(way, relay.endpoint(), RelayProduct.CHAT, more))) {
                assertThat(answered.aiMessage().text()).isEqualTo("{\"call_0001\":\"fine\",\"call_0002\":\"fine\"}");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerByASchema(Way way, BuiltInProduct builtIn, RelayProduct relay) throws Exception {
        ResponseFormat form = ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder().name("thing").rootElement(FORM).build())
                .build();
        ChatRequest own = request("Describe a thing.")
                .maxOutputTokens(StructuredCases.MAX_TOKENS)
                .responseFormat(form)
                .build();
        for (ChatResponse answer : List.of(
                way.chat(builtIn.endpoint(), BuiltInProduct.CHAT).chat(own),
                streamed(way, builtIn.endpoint(), BuiltInProduct.CHAT, own))) {
            JsonNode thing = StructuredCases.read(answer.aiMessage().text());
            assertThat(thing.has("colour") && thing.has("heavy"))
                    .as("%s", thing)
                    .isTrue();
        }
        ChatRequest relayed =
                request(Act.FILL_FORM.trigger()).responseFormat(form).build();
        assertThat(way.chat(relay.endpoint(), RelayProduct.CHAT)
                        .chat(relayed)
                        .aiMessage()
                        .text())
                .isEqualTo("{\"colour\":\"red\",\"heavy\":true}");
    }

    @ParameterizedTest
    @EnumSource
    void vectors(Way way, BuiltInProduct builtIn, RelayProduct relay) {
        List<TextSegment> texts = Stream.of("a river in spring", "un chat 🐈", "a river in spring")
                .map(TextSegment::from)
                .toList();
        Response<List<Embedding>> own =
                way.embedding(builtIn.endpoint(), BuiltInProduct.EMBED).embedAll(texts);
        assertThat(own.content()).hasSize(3);
        assertThat(own.content().getFirst()).isEqualTo(own.content().getLast());
        TokenUsage usage = Objects.requireNonNull(own.tokenUsage());
        assertThat(usage.inputTokenCount()).isPositive();
        assertThat(way.embedding(relay.endpoint(), RelayProduct.EMBED)
                        .embed("zwei")
                        .content()
                        .vector())
                .isEqualTo(EmbeddingAnswers.vector("zwei", EmbeddingAnswers.DIMENSIONS));
    }

    @ParameterizedTest
    @EnumSource
    void errorsAreItsOwnExceptions(Way way, RelayProduct relay) {
        Endpoint endpoint = relay.endpoint();
        assertThatThrownBy(() ->
                        way.chat(endpoint.withKey("wrong"), RelayProduct.CHAT).chat("plain"))
                .isInstanceOf(AuthenticationException.class)
                .hasMessageContaining("Access denied");
        assertThatThrownBy(() -> way.chat(endpoint, "nobody").chat("plain"))
                .isInstanceOf(ModelNotFoundException.class)
                .hasMessageContaining("DeploymentNotFound");
        assertThatThrownBy(() -> way.chat(endpoint, RelayProduct.CHAT).chat(Fault.BAD_REQUEST.trigger()))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("the stand-in's own words");
    }

    /**
     * The models for Azure fail. Those for OpenAI pass over the last event, and a stream of v1 ends in order after it:
     * only the finish reason that is missing tells half an answer from a whole one.
     */
    @ParameterizedTest
    @MethodSource("waysAndBreaks")
    void aBrokenStreamHasAnErrorOrNoFinishReason(Way way, BrokenStream broken, RelayProduct relay) throws Exception {
        Handler handler = new Handler();
        way.streaming(relay.endpoint(), broken.model()).chat(broken.message(), handler);
        Heard heard = handler.first();
        assertThat(heard.text()).isEqualTo(BrokenStream.PARTIAL);
        if (way == Way.AZURE) {
            assertThat(heard.failure()).isPresent();
        } else {
            assertThat(handler.response().finishReason()).isNull();
        }
    }

    private static ChatRequest.Builder request(String message) {
        return ChatRequest.builder().messages(UserMessage.from(message));
    }

    private static ChatResponse streamed(Way way, Endpoint endpoint, String deployment, ChatRequest request)
            throws Exception {
        Handler handler = new Handler();
        way.streaming(endpoint, deployment).chat(request, handler);
        Heard heard = handler.first();
        assertThat(heard.failure()).isEmpty();
        return handler.response();
    }

    private static ToolSpecification tool(String name, String field) {
        return ToolSpecification.builder()
                .name(name)
                .parameters(JsonObjectSchema.builder().addStringProperty(field).build())
                .build();
    }
}
