package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.ChatCompletionsClient;
import com.azure.ai.inference.models.ChatChoice;
import com.azure.ai.inference.models.ChatCompletionsNamedToolChoice;
import com.azure.ai.inference.models.ChatCompletionsNamedToolChoiceFunction;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatCompletionsResponseFormatJsonSchema;
import com.azure.ai.inference.models.ChatCompletionsResponseFormatJsonSchemaDefinition;
import com.azure.ai.inference.models.ChatCompletionsToolCall;
import com.azure.ai.inference.models.ChatCompletionsToolChoicePreset;
import com.azure.ai.inference.models.ChatCompletionsToolDefinition;
import com.azure.ai.inference.models.ChatRequestAssistantMessage;
import com.azure.ai.inference.models.ChatRequestMessage;
import com.azure.ai.inference.models.ChatRequestToolMessage;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import com.azure.ai.inference.models.CompletionsFinishReason;
import com.azure.ai.inference.models.FunctionDefinition;
import com.azure.core.util.BinaryData;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.StructuredCases;
import dev.sprue.conformance.javaclient.Chats.Folded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tools from the first question to the last answer, and an answer by a schema, from the built-in model. */
@ExtendWith(Products.class)
final class JavaStructuredAnswersTest {
    private static final ChatRequestMessage QUESTION = new ChatRequestUserMessage("What is the weather in Oslo?");

    @Test
    void aFunctionIsCalledAndItsResultGoesBack(BuiltInProduct builtIn) {
        roundTrip(builtIn, BinaryData.fromObject(ChatCompletionsToolChoicePreset.REQUIRED.toString()));
    }

    @Test
    void aNamedFunctionIsCalledAndItsResultGoesBack(BuiltInProduct builtIn) {
        ChatCompletionsNamedToolChoice named = new ChatCompletionsNamedToolChoice(
                new ChatCompletionsNamedToolChoiceFunction(StructuredCases.FUNCTION));
        roundTrip(builtIn, BinaryData.fromObject(named));
    }

    private static void roundTrip(BuiltInProduct builtIn, BinaryData choice) {
        ChatCompletionsClient client = JavaClients.chat(builtIn.endpoint()).buildClient();
        ChatChoice asked = client.complete(options(List.of(QUESTION)).setToolChoice(choice))
                .getChoice();
        List<ChatCompletionsToolCall> calls = asked.getMessage().getToolCalls();
        assertThat(calls).isNotEmpty();
        List<ChatRequestMessage> messages = new ArrayList<>();
        messages.add(QUESTION);
        messages.add(new ChatRequestAssistantMessage().setToolCalls(calls));
        for (ChatCompletionsToolCall call : calls) {
            assertThat(call.getFunction().getName()).isEqualTo(StructuredCases.FUNCTION);
            StructuredCases.assertValid(call.getFunction().getArguments(), StructuredCases.PARAMETERS);
            messages.add(new ChatRequestToolMessage(call.getId()).setContent("{\"sky\":\"clear\"}"));
        }
        ChatChoice answered = client.complete(options(messages)
                        .setToolChoice(BinaryData.fromObject(ChatCompletionsToolChoicePreset.NONE.toString())))
                .getChoice();
        assertThat(answered.getMessage().getToolCalls()).isNullOrEmpty();
        assertThat(answered.getMessage().getContent()).isNotNull();
        assertThat(answered.getFinishReason())
                .isIn(CompletionsFinishReason.STOPPED, CompletionsFinishReason.TOKEN_LIMIT_REACHED);
    }

    private static ChatCompletionsOptions options(List<ChatRequestMessage> messages) {
        FunctionDefinition function = new FunctionDefinition(StructuredCases.FUNCTION)
                .setDescription("Tells the weather in a city.")
                .setParameters(BinaryData.fromString(StructuredCases.PARAMETERS));
        return new ChatCompletionsOptions(messages)
                .setModel(BuiltInProduct.CHAT)
                .setTemperature(0.0)
                .setMaxTokens(StructuredCases.MAX_TOKENS)
                .setTools(List.of(new ChatCompletionsToolDefinition(function)));
    }

    @Test
    void anAnswerBySchemaIsWhatTheSchemaSays(BuiltInProduct builtIn) {
        Map<String, BinaryData> schema = new HashMap<>();
        StructuredCases.read(StructuredCases.SCHEMA)
                .properties()
                .forEach(field -> schema.put(
                        field.getKey(), BinaryData.fromString(field.getValue().toString())));
        ChatCompletionsOptions options = Chats.options(BuiltInProduct.CHAT, "Describe a thing.")
                .setTemperature(2.0)
                .setSeed(5L)
                .setMaxTokens(StructuredCases.MAX_TOKENS)
                .setResponseFormat(new ChatCompletionsResponseFormatJsonSchema(
                        new ChatCompletionsResponseFormatJsonSchemaDefinition("thing", schema).setStrict(true)));
        ChatCompletionsClient client = JavaClients.chat(builtIn.endpoint()).buildClient();
        ChatChoice whole = client.complete(options).getChoice();
        assertThat(whole.getFinishReason()).isEqualTo(CompletionsFinishReason.STOPPED);
        StructuredCases.assertValid(whole.getMessage().getContent(), StructuredCases.SCHEMA);
        Folded streamed = Chats.fold(client.completeStream(options));
        assertThat(streamed.finishReason()).isEqualTo(CompletionsFinishReason.STOPPED);
        StructuredCases.assertValid(streamed.text(), StructuredCases.SCHEMA);
    }
}
