package dev.sprue.conformance.azureopenai;

import com.azure.ai.openai.OpenAIAsyncClient;
import com.azure.ai.openai.OpenAIClient;
import com.azure.ai.openai.OpenAIClientBuilder;
import com.azure.ai.openai.models.ChatCompletionStreamOptions;
import com.azure.ai.openai.models.ChatCompletions;
import com.azure.ai.openai.models.ChatCompletionsOptions;
import com.azure.ai.openai.models.ChatRequestUserMessage;
import com.azure.ai.openai.models.ChatResponseMessage;
import com.azure.core.credential.AzureKeyCredential;
import com.azure.core.util.CoreUtils;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Builds the client the way its documentation does, and reads its streams as that does. */
final class Clients {
    private Clients() {}

    static OpenAIClientBuilder of(Endpoint endpoint) {
        return new OpenAIClientBuilder()
                .endpoint(endpoint.base().toString())
                .credential(new AzureKeyCredential(endpoint.key()))
                .httpClient(AzureHttp.trusting(endpoint.ca()));
    }

    /** One user message. */
    static ChatCompletionsOptions options(String message) {
        return new ChatCompletionsOptions(new ArrayList<>(List.of(new ChatRequestUserMessage(message))));
    }

    /** What asks a stream for its usage. */
    static ChatCompletionStreamOptions withUsage() {
        return new ChatCompletionStreamOptions().setIncludeUsage(true);
    }

    static String text(ChatCompletions answer) {
        return answer.getChoices().getFirst().getMessage().getContent();
    }

    static List<ChatCompletions> chunks(OpenAIClient client, String deployment, ChatCompletionsOptions options) {
        return client.getChatCompletionsStream(deployment, options, withUsage()).stream()
                .toList();
    }

    static List<ChatCompletions> chunks(OpenAIAsyncClient client, String deployment, ChatCompletionsOptions options) {
        return client.getChatCompletionsStream(deployment, options, withUsage())
                .collectList()
                .blockOptional(AzureHttp.LIMIT)
                .orElseThrow();
    }

    /** The text of a stream's chunks. */
    static String text(Iterable<ChatCompletions> chunks) {
        StringBuilder text = new StringBuilder();
        deltas(chunks, delta -> text.append(delta.getContent() == null ? "" : delta.getContent()));
        return text.toString();
    }

    /** Shows the deltas of a stream's chunks; some chunks have none. */
    static void deltas(Iterable<ChatCompletions> chunks, Consumer<ChatResponseMessage> reader) {
        for (ChatCompletions chunk : chunks) {
            if (!CoreUtils.isNullOrEmpty(chunk.getChoices())) {
                reader.accept(chunk.getChoices().getFirst().getDelta());
            }
        }
    }
}
