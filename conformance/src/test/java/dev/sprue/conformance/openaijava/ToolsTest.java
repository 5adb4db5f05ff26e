package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionMessageParam;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionToolChoiceOption;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.Act;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tools from the first question to the last answer, whole and streamed, and functions as they were before tools. */
@ExtendWith(Products.class)
final class ToolsTest {
    @RegisterExtension
    final Clients clients = new Clients();

    @ParameterizedTest
    @EnumSource
    void aToolThatIsAClass(Way way, BuiltInProduct builtIn) {
        OpenAIClient client = clients.of(way, builtIn.endpoint());
        ChatCompletionCreateParams params = Chats.params(BuiltInProduct.CHAT, "What is the weather in Oslo?")
                .temperature(0.0)
                .maxCompletionTokens(200)
                .addTool(GetWeather.class)
                .build();
        ChatCompletionCreateParams called = params.toBuilder()
                .toolChoice(ChatCompletionToolChoiceOption.Auto.REQUIRED)
                .build();
        ChatCompletion whole = client.chat().completions().create(called);
        ChatCompletion folded = Chats.folded(Chats.chunks(client, called));
        for (ChatCompletion asked : List.of(whole, folded)) {
            List<ChatCompletionMessageFunctionToolCall> calls = calls(asked);
            assertThat(calls).isNotEmpty();
            ChatCompletionCreateParams.Builder more = params.toBuilder()
                    .addMessage(asked.choices().getFirst().message())
                    .toolChoice(ChatCompletionToolChoiceOption.Auto.NONE);
            for (ChatCompletionMessageFunctionToolCall call : calls) {
                assertThat(call.function().name()).isEqualTo("GetWeather");
                assertThat(call.function().arguments(GetWeather.class)).satisfies(weather -> {
                    assertThat(weather.city).isNotNull();
                    assertThat(weather.day).isNotNull();
                });
                more.addMessage(result(call, "{\"sky\":\"clear\"}"));
            }
            ChatCompletion answered = client.chat().completions().create(more.build());
            assertThat(calls(answered)).isEmpty();
            assertThat(answered.choices().getFirst().message().content()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoCallsAtOnce(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionCreateParams params = Chats.params(RelayProduct.CHAT, Act.USE_TOOLS.trigger())
                .addFunctionTool(function("weather", "place", "string"))
                .addFunctionTool(function("time", "zone", "integer"))
                .parallelToolCalls(true)
                .build();
        ChatCompletion whole = client.chat().completions().create(params);
        ChatCompletion folded = Chats.folded(Chats.chunks(client, params));
        for (ChatCompletion asked : List.of(whole, folded)) {
            assertThat(asked.choices().getFirst().finishReason().asString()).isEqualTo("tool_calls");
            List<ChatCompletionMessageFunctionToolCall> calls = calls(asked);
            assertThat(calls)
                    .extracting(call ->
                            call.function().name() + " " + call.function().arguments())
                    .containsExactly("weather {\"place\":\"Zürich\"}", "time {\"zone\":7}");
            ChatCompletionCreateParams.Builder more =
                    params.toBuilder().addMessage(asked.choices().getFirst().message());
            calls.forEach(call ->
                    more.addMessage(result(call, "result of " + call.function().name() + " ✓")));
            ChatCompletionCreateParams answers = more.build();
            for (ChatCompletion answered :
                    List.of(client.chat().completions().create(answers), Chats.folded(Chats.chunks(client, answers)))) {
                assertThat(Chats.text(answered))
                        .isEqualTo("{\"call_0001\":\"result of weather ✓\",\"call_0002\":\"result of time ✓\"}");
            }
        }
    }

    @SuppressWarnings("deprecation") // programs that still do it are the point
    @ParameterizedTest
    @EnumSource
    void functionsAsTheyWereBeforeTools(Way way, RelayProduct relay) {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionCreateParams params = Chats.params(RelayProduct.CHAT, Act.USE_TOOLS.trigger())
                .addFunction(ChatCompletionCreateParams.Function.builder()
                        .name("weather")
                        .parameters(parameters("place", "string"))
                        .build())
                .functionCall(ChatCompletionCreateParams.FunctionCall.FunctionCallMode.AUTO)
                .build();
        ChatCompletion whole = client.chat().completions().create(params);
        assertThat(whole.choices().getFirst().finishReason().asString()).isEqualTo("function_call");
        assertThat(whole.choices().getFirst().message().functionCall()).hasValueSatisfying(call -> {
            assertThat(call.name()).isEqualTo("weather");
            assertThat(call.arguments()).isEqualTo("{\"place\":\"Zürich\"}");
        });
        String streamed = Chats.chunks(client, params).stream()
                .flatMap(chunk -> chunk.choices().stream())
                .flatMap(choice -> choice.delta().functionCall().stream())
                .map(call -> call.name().orElse("") + call.arguments().orElse(""))
                .reduce("", String::concat);
        assertThat(streamed).isEqualTo("weather{\"place\":\"Zürich\"}");
        ChatCompletionCreateParams more = params.toBuilder()
                .addMessage(whole.choices().getFirst().message())
                .addMessage(ChatCompletionFunctionMessageParam.builder()
                        .name("weather")
                        .content("fine")
                        .build())
                .build();
        assertThat(Chats.text(client.chat().completions().create(more))).isEqualTo("{\"weather\":\"fine\"}");
    }

    private static List<ChatCompletionMessageFunctionToolCall> calls(ChatCompletion answer) {
        return answer.choices().getFirst().message().toolCalls().orElse(List.of()).stream()
                .map(call -> call.asFunction())
                .toList();
    }

    private static ChatCompletionToolMessageParam result(ChatCompletionMessageFunctionToolCall call, String said) {
        return ChatCompletionToolMessageParam.builder()
                .toolCallId(call.id())
                .content(said)
                .build();
    }

    private static FunctionDefinition function(String name, String field, String type) {
        return FunctionDefinition.builder()
                .name(name)
                .parameters(parameters(field, type))
                .build();
    }

    private static FunctionParameters parameters(String field, String type) {
        return FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of(field, Map.of("type", type))))
                .build();
    }
}
