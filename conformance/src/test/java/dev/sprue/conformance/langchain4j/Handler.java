package dev.sprue.conformance.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.sprue.conformance.AzureHttp;
import dev.sprue.conformance.Heard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Keeps what a streaming model tells its handler. */
final class Handler implements StreamingChatResponseHandler {
    private final CompletableFuture<Heard> first = new CompletableFuture<>();
    private final CompletableFuture<ChatResponse> response = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();

    /** The text until the first end that was told of, an error or a response, and that. */
    Heard first() throws Exception {
        return first.get(AzureHttp.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    /** The whole response; it may come after an error. */
    ChatResponse response() throws Exception {
        return response.get(AzureHttp.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void onPartialResponse(String partial) {
        text.append(partial);
    }

    @Override
    public void onCompleteResponse(ChatResponse whole) {
        first.complete(Heard.ended(text, null));
        response.complete(whole);
    }

    @Override
    public void onError(Throwable failure) {
        first.complete(Heard.ended(text, failure));
    }
}
