package dev.sprue.conformance.openaijava;

import com.openai.client.OpenAIClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import dev.sprue.conformance.Heard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Requests that the tests start from, and streams read to their end. */
final class Chats {
    private Chats() {}

    /** One user message for a deployment. */
    static ChatCompletionCreateParams.Builder params(String model, String message) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(message);
    }

    /** What asks a stream for its usage. */
    static ChatCompletionStreamOptions withUsage() {
        return ChatCompletionStreamOptions.builder().includeUsage(true).build();
    }

    static String text(ChatCompletion answer) {
        return answer.choices().getFirst().message().content().orElse("");
    }

    static List<ChatCompletionChunk> chunks(OpenAIClient client, ChatCompletionCreateParams params) {
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params)) {
            return stream.stream().toList();
        }
    }

    static List<ChatCompletionChunk> asyncChunks(OpenAIClient client, ChatCompletionCreateParams params)
            throws Exception {
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        AsyncStreamResponse<ChatCompletionChunk> stream =
                client.async().chat().completions().createStreaming(params);
        stream.subscribe(chunks::add);
        Clients.await(stream.onCompleteFuture());
        return chunks;
    }

    /** As the client's own accumulator folds a stream. */
    static ChatCompletion folded(List<ChatCompletionChunk> chunks) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        chunks.forEach(accumulator::accumulate);
        return accumulator.chatCompletion();
    }

    /** What a reader makes of a stream that may break. */
    static Heard heard(OpenAIClient client, ChatCompletionCreateParams params) {
        return Heard.of(text -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(params)) {
                stream.stream().forEach(chunk -> append(chunk, text));
            }
        });
    }

    /** The same through the client's handler. */
    static Heard heardAsync(OpenAIClient client, ChatCompletionCreateParams params) throws Exception {
        StringBuilder text = new StringBuilder();
        CompletableFuture<Heard> heard = new CompletableFuture<>();
        client.async()
                .chat()
                .completions()
                .createStreaming(params)
                .subscribe(new AsyncStreamResponse.Handler<ChatCompletionChunk>() {
                    @Override
                    public void onNext(ChatCompletionChunk chunk) {
                        append(chunk, text);
                    }

                    @Override
                    public void onComplete(Optional<Throwable> failure) {
                        heard.complete(Heard.ended(text, failure.orElse(null)));
                    }
                });
        return Clients.await(heard);
    }

    private static void append(ChatCompletionChunk chunk, StringBuilder text) {
        chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
    }
}
