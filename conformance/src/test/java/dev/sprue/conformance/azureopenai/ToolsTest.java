package dev.sprue.conformance.azureopenai;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.models.ChatChoice;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolCall;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinition;
import com.azure.ai.openai.models.ChatCompletionsFunctionToolDefinitionFunction;
import com.azure.ai.openai.models.ChatCompletionsJsonResponseFormat;
import com.azure.ai.openai.models.ChatCompletionsJsonSchemaResponseFormat;
import com.azure.ai.openai.models.ChatCompletionsJsonSchemaResponseFormatJsonSchema;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatCompletionsToolCall;
import com.azure.ai.openai.models.ChatCompletionsToolDefinition;
import com.azure.ai.openai.models.ChatCompletionsToolSelection;
import com.azure.ai.openai.models.ChatCompletionsToolSelectionPreset;
import com.azure.ai.openai.models.ChatRequestAssistantMessage;
import com.azure.ai.openai.models.ChatRequestFunctionMessage;
import com.azure.ai.openai.models.ChatRequestMessage;
import com.azure.ai.openai.models.ChatRequestToolMessage;
import com.azure.ai.openai.models.CompletionsFinishReason;
import com.azure.ai.openai.models.FunctionCall;
import com.azure.ai.openai.models.FunctionCallConfig;
import com.azure.ai.openai.models.FunctionDefinition;
import com.azure.core.util.BinaryData;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.StructuredCases;
import dev.sprue.conformance.upstream.Act;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tools and functions from the question to the last answer, whole and streamed, and answers by a schema. */
@ExtendWith(Products.class)
final class ToolsTest {
    private static final BinaryData PLACE =
            BinaryData.fromString("{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"}}}");

    @Test
    void theBuiltInModelCallsATool(BuiltInProduct builtIn) {
        OpenAIClient client = Clients.of(builtIn.endpoint()).buildClient();
        ChatCompletionsOptions options = Clients.options("What is the weather in Oslo?")
                .setTemperature(0.0)
                .setMaxTokens(StructuredCases.MAX_TOKENS)
                .setTools(List.of(tool(StructuredCases.FUNCTION, BinaryData.fromString(StructuredCases.PARAMETERS))));
        ChatChoice asked = client.getChatCompletions(
                        BuiltInProduct.CHAT, options.setToolChoice(choice(ChatCompletionsToolSelectionPreset.REQUIRED)))
                .getChoices()
                .getFirst();
        List<ChatCompletionsToolCall> calls = asked.getMessage().getToolCalls();
        assertThat(calls).isNotEmpty().allSatisfy(call -> {
            FunctionCall function = ((ChatCompletionsFunctionToolCall) call).getFunction();
            assertThat(function.getName()).isEqualTo(StructuredCases.FUNCTION);
            StructuredCases.assertValid(function.getArguments(), StructuredCases.PARAMETERS);
        });
        options.getMessages().addAll(results(calls));
        ChatChoice answered = client.getChatCompletions(
                        BuiltInProduct.CHAT, options.setToolChoice(choice(ChatCompletionsToolSelectionPreset.NONE)))
                .getChoices()
                .getFirst();
        assertThat(answered.getMessage().getContent()).isNotNull();
    }

    @Test
    void twoCallsAtOnce(RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        ChatCompletionsOptions options = asking();
        ChatChoice asked = client.getChatCompletions(RelayProduct.CHAT, options)
                .getChoices()
                .getFirst();
        assertThat(asked.getFinishReason()).isEqualTo(CompletionsFinishReason.TOOL_CALLS);
        areTheCalls(asked.getMessage().getToolCalls());
        options.getMessages().addAll(results(asked.getMessage().getToolCalls()));
        assertThat(Clients.text(client.getChatCompletions(RelayProduct.CHAT, options)))
                .isEqualTo("{\"call_0001\":\"fine\",\"call_0002\":\"fine\"}");
    }

    @Test
    void aStreamOfTwoCallsAtOnce(RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        ChatCompletionsOptions options = asking();
        List<ChatCompletionsToolCall> calls = joined(Clients.chunks(client, RelayProduct.CHAT, options));
        areTheCalls(calls);
        options.getMessages().addAll(results(calls));
        assertThat(Clients.text(Clients.chunks(client, RelayProduct.CHAT, options)))
                .isEqualTo("{\"call_0001\":\"fine\",\"call_0002\":\"fine\"}");
    }

    @Test
    void functionsAsTheyWereBeforeTools(RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        ChatCompletionsOptions options = offering();
        ChatChoice asked = client.getChatCompletions(RelayProduct.CHAT, options)
                .getChoices()
                .getFirst();
        assertThat(asked.getFinishReason()).isEqualTo(CompletionsFinishReason.FUNCTION_CALL);
        FunctionCall call = asked.getMessage().getFunctionCall();
        assertThat(call.getName()).isEqualTo("weather");
        assertThat(call.getArguments()).isEqualTo("{\"place\":\"Zürich\"}");
        StringBuilder streamed = new StringBuilder();
        Clients.deltas(Clients.chunks(client, RelayProduct.CHAT, offering()), delta -> {
            if (delta.getFunctionCall() != null) {
                streamed.append(delta.getFunctionCall().getArguments());
            }
        });
        assertThat(streamed.toString()).isEqualTo(call.getArguments());
        options.getMessages().add(new ChatRequestAssistantMessage("").setFunctionCall(call));
        options.getMessages().add(new ChatRequestFunctionMessage("weather", "fine"));
        assertThat(Clients.text(client.getChatCompletions(RelayProduct.CHAT, options)))
                .isEqualTo("{\"weather\":\"fine\"}");
    }

    private static ChatCompletionsOptions offering() {
        return Clients.options(Act.USE_TOOLS.trigger())
                .setFunctions(List.of(new FunctionDefinition("weather").setParameters(PLACE)))
                .setFunctionCall(FunctionCallConfig.AUTO);
    }

    @Test
    void theBuiltInModelAnswersByASchema(BuiltInProduct builtIn) {
        ChatCompletionsOptions options = Clients.options("Describe a thing.")
                .setTemperature(2.0)
                .setSeed(5L)
                .setMaxTokens(StructuredCases.MAX_TOKENS)
                .setResponseFormat(bySchema(StructuredCases.SCHEMA));
        OpenAIClient client = Clients.of(builtIn.endpoint()).buildClient();
        StructuredCases.assertValid(
                Clients.text(client.getChatCompletions(BuiltInProduct.CHAT, options)), StructuredCases.SCHEMA);
        StructuredCases.assertValid(
                Clients.text(Clients.chunks(client, BuiltInProduct.CHAT, options)), StructuredCases.SCHEMA);
    }

    @Test
    void aProvidersModelAnswersByASchemaOrInSomeJson(RelayProduct relay) {
        OpenAIClient client = Clients.of(relay.endpoint()).buildClient();
        ChatCompletionsOptions form =
                Clients.options(Act.FILL_FORM.trigger()).setResponseFormat(bySchema(PLACE.toString()));
        assertThat(Clients.text(client.getChatCompletions(RelayProduct.CHAT, form)))
                .isEqualTo("{\"place\":\"Zürich\"}");
        ChatCompletionsOptions json =
                Clients.options(Act.FILL_FORM.trigger()).setResponseFormat(new ChatCompletionsJsonResponseFormat());
        assertThat(Clients.text(client.getChatCompletions(RelayProduct.CHAT, json)))
                .isEqualTo("{\"form\":\"filled in\"}");
    }

    private static ChatCompletionsJsonSchemaResponseFormat bySchema(String schema) {
        return new ChatCompletionsJsonSchemaResponseFormat(
                new ChatCompletionsJsonSchemaResponseFormatJsonSchema("thing")
                        .setStrict(true)
                        .setSchema(BinaryData.fromString(schema)));
    }

    /** An id begins the next call; what has none goes on with the last. */
    private static List<ChatCompletionsToolCall> joined(List<ChatCompletions> chunks) {
        List<ChatCompletionsToolCall> calls = new ArrayList<>();
        Clients.deltas(chunks, delta -> {
            if (delta.getToolCalls() == null) {
                return;
            }
            for (ChatCompletionsToolCall piece : delta.getToolCalls()) {
                FunctionCall more = ((ChatCompletionsFunctionToolCall) piece).getFunction();
                if (piece.getId() != null) {
                    calls.add(piece);
                } else {
                    ChatCompletionsFunctionToolCall call = (ChatCompletionsFunctionToolCall) calls.removeLast();
                    FunctionCall before = call.getFunction();
                    calls.add(new ChatCompletionsFunctionToolCall(
                            call.getId(),
                            new FunctionCall(before.getName(), before.getArguments() + more.getArguments())));
                }
            }
        });
        return calls;
    }

    private static void areTheCalls(List<ChatCompletionsToolCall> calls) {
        assertThat(calls).extracting(ChatCompletionsToolCall::getId).containsExactly("call_0001", "call_0002");
        assertThat(calls)
                .extracting(call -> ((ChatCompletionsFunctionToolCall) call).getFunction())
                .extracting(function -> function.getName() + " " + function.getArguments())
                .containsExactly("weather {\"place\":\"Zürich\"}", "time {\"place\":\"Zürich\"}");
    }

    private static List<ChatRequestMessage> results(List<ChatCompletionsToolCall> calls) {
        List<ChatRequestMessage> messages = new ArrayList<>();
        messages.add(new ChatRequestAssistantMessage("").setToolCalls(calls));
        calls.forEach(call -> messages.add(new ChatRequestToolMessage("fine", call.getId())));
        return messages;
    }

    private static ChatCompletionsOptions asking() {
        return Clients.options(Act.USE_TOOLS.trigger()).setTools(List.of(tool("weather", PLACE), tool("time", PLACE)));
    }

    private static ChatCompletionsToolDefinition tool(String name, BinaryData parameters) {
        return new ChatCompletionsFunctionToolDefinition(
                new ChatCompletionsFunctionToolDefinitionFunction(name).setParameters(parameters));
    }

    private static ChatCompletionsToolSelection choice(ChatCompletionsToolSelectionPreset preset) {
        return new ChatCompletionsToolSelection(preset);
    }
}
