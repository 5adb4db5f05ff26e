package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.models.ChatCompletionsNamedToolChoice;
import com.azure.ai.inference.models.ChatCompletionsNamedToolChoiceFunction;
import com.azure.ai.inference.models.ChatCompletionsOptions;
import com.azure.ai.inference.models.ChatCompletionsResponseFormatJsonObject;
import com.azure.ai.inference.models.ChatCompletionsResponseFormatJsonSchema;
import com.azure.ai.inference.models.ChatCompletionsResponseFormatJsonSchemaDefinition;
import com.azure.ai.inference.models.ChatCompletionsToolChoicePreset;
import com.azure.ai.inference.models.ChatCompletionsToolDefinition;
import com.azure.ai.inference.models.ChatMessageContentItem;
import com.azure.ai.inference.models.ChatMessageImageContentItem;
import com.azure.ai.inference.models.ChatMessageImageDetailLevel;
import com.azure.ai.inference.models.ChatMessageImageUrl;
import com.azure.ai.inference.models.ChatMessageTextContentItem;
import com.azure.ai.inference.models.ChatRequestAssistantMessage;
import com.azure.ai.inference.models.ChatRequestDeveloperMessage;
import com.azure.ai.inference.models.ChatRequestMessage;
import com.azure.ai.inference.models.ChatRequestSystemMessage;
import com.azure.ai.inference.models.ChatRequestUserMessage;
import com.azure.ai.inference.models.FunctionDefinition;
import com.azure.core.util.BinaryData;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.Act;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every field that the Java client models reaches the model's server as it was meant: the stand-in shows its request. */
@ExtendWith(Products.class)
final class JavaFieldsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOW = Act.SHOW_REQUEST.trigger();
    private static final String PLACE =
            "{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"}},\"required\":[\"place\"]}";

    @Test
    void sampling(RelayProduct relay) throws IOException {
        ChatCompletionsOptions options = Chats.options(RelayProduct.CHAT, SHOW)
                .setFrequencyPenalty(-0.5)
                .setPresencePenalty(1.5)
                .setTemperature(0.25)
                .setTopP(0.125)
                .setMaxTokens(4096)
                .setSeed((1L << 53) + 1)
                .setStop(List.of("\n", "END", "終"))
                .setResponseFormat(new ChatCompletionsResponseFormatJsonObject());
        assertThat(shown(options, relay)).isEqualTo(JSON.readTree("""
                {"messages": [{"role": "user", "content": "show your request"}], "frequency_penalty": -0.5,
                 "presence_penalty": 1.5, "temperature": 0.25, "top_p": 0.125, "max_tokens": 4096,
                 "seed": 9007199254740993, "stop": ["\\n", "END", "終"], "response_format": {"type": "json_object"}}
                """));
    }

    @Test
    void everyRole(RelayProduct relay) throws IOException {
        JsonNode body = shown(
                List.of(
                        new ChatRequestSystemMessage("You are brief."),
                        new ChatRequestDeveloperMessage("Be kind."),
                        new ChatRequestUserMessage("Grüße 👋"),
                        new ChatRequestAssistantMessage("Hello."),
                        new ChatRequestUserMessage(SHOW)),
                relay);
        assertThat(body.path("messages")).isEqualTo(JSON.readTree("""
                [{"role": "system", "content": "You are brief."}, {"role": "developer", "content": "Be kind."},
                 {"role": "user", "content": "Grüße 👋"}, {"role": "assistant", "content": "Hello."},
                 {"role": "user", "content": "show your request"}]
                """));
    }

    /** This client leaves the detail of an image out of what it sends. */
    @Test
    void imagesInMessages(RelayProduct relay, @TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("dot.png"), new byte[] {(byte) 0xfb, (byte) 0xef, (byte) 0xff});
        List<ChatMessageContentItem> parts = List.of(
                new ChatMessageTextContentItem(SHOW),
                new ChatMessageImageContentItem(new ChatMessageImageUrl("https://images.example/cat.png")
                        .setDetail(ChatMessageImageDetailLevel.HIGH)),
                new ChatMessageImageContentItem(file, "png"));
        JsonNode body = shown(List.of(ChatRequestUserMessage.fromContentItems(parts)), relay);
        assertThat(body.at("/messages/0/content")).isEqualTo(JSON.readTree("""
                [{"type": "text", "text": "show your request"},
                 {"type": "image_url", "image_url": {"url": "https://images.example/cat.png"}},
                 {"type": "image_url", "image_url": {"url": "data:image/png;base64,++//"}}]
                """));
    }

    @Test
    void tools(RelayProduct relay) throws IOException {
        FunctionDefinition function = new FunctionDefinition("look_up")
                .setDescription("Looks a place up.")
                .setParameters(BinaryData.fromString(PLACE));
        BinaryData named = BinaryData.fromObject(
                new ChatCompletionsNamedToolChoice(new ChatCompletionsNamedToolChoiceFunction("look_up")));
        BinaryData required = BinaryData.fromObject(ChatCompletionsToolChoicePreset.REQUIRED.toString());
        for (BinaryData choice : List.of(named, required)) {
            JsonNode body = shown(
                    Chats.options(RelayProduct.CHAT, SHOW)
                            .setTools(List.of(new ChatCompletionsToolDefinition(function)))
                            .setToolChoice(choice),
                    relay);
            assertThat(body.path("tools")).isEqualTo(JSON.readTree("""
                    [{"type": "function", "function": {"name": "look_up", "description": "Looks a place up.",
                      "parameters": %s}}]
                    """.formatted(PLACE)));
            assertThat(body.path("tool_choice")).isEqualTo(JSON.readTree(choice.toString()));
        }
    }

    @Test
    void aSchema(RelayProduct relay) throws IOException {
        var definition = new ChatCompletionsResponseFormatJsonSchemaDefinition(
                        "place", Map.of("type", BinaryData.fromObject("object")))
                .setDescription("A place.")
                .setStrict(true);
        JsonNode body = shown(
                Chats.options(RelayProduct.CHAT, SHOW)
                        .setResponseFormat(new ChatCompletionsResponseFormatJsonSchema(definition)),
                relay);
        assertThat(body.path("response_format")).isEqualTo(JSON.readTree("""
                {"type": "json_schema", "json_schema": {"name": "place", "schema": {"type": "object"},
                 "description": "A place.", "strict": true}}
                """));
    }

    private static JsonNode shown(List<ChatRequestMessage> messages, RelayProduct relay) throws IOException {
        return shown(new ChatCompletionsOptions(messages).setModel(RelayProduct.CHAT), relay);
    }

    /** The body that the model's server got, whole and streamed alike, without the product's own additions. */
    private static JsonNode shown(ChatCompletionsOptions options, RelayProduct relay) throws IOException {
        JsonNode whole = read(JavaClients.chat(relay.endpoint())
                .buildClient()
                .complete(options)
                .getChoice()
                .getMessage()
                .getContent());
        JsonNode streamed =
                read(Chats.fold(JavaClients.chat(relay.endpoint()).buildClient().completeStream(options))
                        .text());
        assertThat(streamed).isEqualTo(whole);
        return whole;
    }

    private static JsonNode read(String text) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(text);
        assertThat(body.remove("model").asText()).isEqualTo(OpenAiUpstream.CHAT_MODEL);
        body.remove(List.of("stream", "stream_options"));
        return body;
    }
}
