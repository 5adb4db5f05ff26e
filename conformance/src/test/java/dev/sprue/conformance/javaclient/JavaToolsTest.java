package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.ChatCompletionsClient;
import com.azure.ai.inference.models.ChatChoice;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatCompletionsToolCall;
import com.azure.ai.inference.models.ChatCompletionsToolDefinition;
import com.azure.ai.inference.models.ChatRequestAssistantMessage;
import com.azure.ai.inference.models.ChatRequestMessage;
import com.azure.ai.inference.models.ChatRequestToolMessage;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import com.azure.ai.inference.models.CompletionsFinishReason;
import com.azure.ai.inference.models.FunctionCall;
import com.azure.ai.inference.models.FunctionDefinition;
import com.azure.ai.inference.models.StreamingChatCompletionsUpdate;
import com.azure.ai.inference.models.StreamingChatResponseToolCallUpdate;
import com.azure.core.util.BinaryData;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tools from the first question to the last answer, two calls at once, whole and streamed; and JSON by a schema. */
@ExtendWith(Products.class)
final class JavaToolsTest {
    private static final List<ChatCompletionsToolDefinition> TOOLS = List.of(
            tool("weather", "{\"place\":{\"type\":\"string\"},\"days\":{\"type\":\"integer\"}}"),
            tool("time", "{\"place\":{\"type\":\"string\"}}"));

    @Test
    void aRoundTrip(RelayProduct relay) {
        ChatCompletionsClient client = JavaClients.chat(relay.endpoint()).buildClient();
        List<ChatRequestMessage> messages = new ArrayList<>(List.of(question()));
        ChatChoice choice = client.complete(asking(messages)).getChoice();
        assertThat(choice.getFinishReason()).isEqualTo(CompletionsFinishReason.TOOL_CALLS);
        List<ChatCompletionsToolCall> calls = choice.getMessage().getToolCalls();
        areTheCalls(calls);
        messages.addAll(results(calls));
        ChatChoice last = client.complete(asking(messages)).getChoice();
        assertThat(last.getFinishReason()).isEqualTo(CompletionsFinishReason.STOPPED);
        areTheResults(last.getMessage().getContent());
    }

    @Test
    void aStreamedRoundTrip(RelayProduct relay) {
        ChatCompletionsClient client = JavaClients.chat(relay.endpoint()).buildClient();
        List<ChatRequestMessage> messages = new ArrayList<>(List.of(question()));
        List<ChatCompletionsToolCall> calls = joined(client.completeStream(asking(messages)));
        areTheCalls(calls);
        messages.addAll(results(calls));
        areTheResults(Chats.fold(client.completeStream(asking(messages))).text());
    }

    @Test
    void jsonByASchema(RelayProduct relay) {
        ChatCompletionsOptions options = Chats.options(RelayProduct.CHAT, Act.FILL_FORM.trigger())
                .setJsonFormat(
                        "place",
                        Map.of(
                                "type",
                                BinaryData.fromObject("object"),
                                "properties",
                                BinaryData.fromString("{\"name\":{\"type\":\"string\"}}")));
        ChatCompletionsClient client = JavaClients.chat(relay.endpoint()).buildClient();
        assertThat(client.complete(options).getChoice().getMessage().getContent())
                .isEqualTo("{\"name\":\"Zürich\"}")
                .isEqualTo(Chats.fold(client.completeStream(options)).text());
    }

    /** This client's updates do not say which call they go on with: an id begins the next one. */
    private static List<ChatCompletionsToolCall> joined(Iterable<StreamingChatCompletionsUpdate> updates) {
        List<ChatCompletionsToolCall> calls = new ArrayList<>();
        for (StreamingChatCompletionsUpdate update : updates) {
            List<StreamingChatResponseToolCallUpdate> pieces =
                    update.getChoices().getFirst().getDelta().getToolCalls();
            for (StreamingChatResponseToolCallUpdate piece :
                    pieces == null ? List.<StreamingChatResponseToolCallUpdate>of() : pieces) {
                FunctionCall more = piece.getFunction();
                if (piece.getId() != null) {
                    calls.add(new ChatCompletionsToolCall(piece.getId(), more));
                } else {
                    ChatCompletionsToolCall call = calls.removeLast();
                    FunctionCall before = call.getFunction();
                    calls.add(new ChatCompletionsToolCall(
                            call.getId(),
                            new FunctionCall(before.getName(), before.getArguments() + more.getArguments())));
                }
            }
        }
        return calls;
    }

    private static void areTheCalls(List<ChatCompletionsToolCall> calls) {
        assertThat(calls).extracting(ChatCompletionsToolCall::getId).containsExactly("call_0001", "call_0002");
        assertThat(calls).extracting(call -> call.getFunction().getName()).containsExactly("weather", "time");
        assertThat(calls)
                .extracting(call -> call.getFunction().getArguments())
                .containsExactly("{\"place\":\"Zürich\",\"days\":7}", "{\"place\":\"Zürich\"}");
    }

    private static void areTheResults(String text) {
        assertThat(text).isEqualTo("{\"call_0001\":\"result of weather ✓\",\"call_0002\":\"result of time ✓\"}");
    }

    private static List<ChatRequestMessage> results(List<ChatCompletionsToolCall> calls) {
        List<ChatRequestMessage> messages = new ArrayList<>();
        messages.add(new ChatRequestAssistantMessage().setToolCalls(calls));
        for (ChatCompletionsToolCall call : calls) {
            messages.add(new ChatRequestToolMessage(call.getId())
                    .setContent("result of " + call.getFunction().getName() + " ✓"));
        }
        return messages;
    }

    private static ChatRequestMessage question() {
        return new ChatRequestUserMessage(Act.USE_TOOLS.trigger());
    }

    private static ChatCompletionsOptions asking(List<ChatRequestMessage> messages) {
        return new ChatCompletionsOptions(messages).setModel(RelayProduct.CHAT).setTools(TOOLS);
    }

    private static ChatCompletionsToolDefinition tool(String name, String properties) {
        String parameters = "{\"type\":\"object\",\"properties\":" + properties + "}";
        return new ChatCompletionsToolDefinition(
                new FunctionDefinition(name).setParameters(BinaryData.fromString(parameters)));
    }
}
