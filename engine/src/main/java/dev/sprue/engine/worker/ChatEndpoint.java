package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.catalog.ModelUse;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.ChatAnswer;
import dev.sprue.engine.wire.ChatRequest;
import dev.sprue.engine.wire.ChatRequestReader;
import dev.sprue.engine.wire.ChunkWriter;
import dev.sprue.engine.wire.Envelope;
import dev.sprue.engine.wire.JsonReader;
import java.io.IOException;
import java.util.List;

/** Answers {@code POST /v1/chat/completions}, whole or as a stream. */
final class ChatEndpoint implements Endpoint {
    private final JsonReader json;
    private final ModelStore models;
    private final Generations generations;

    ChatEndpoint(JsonReader json, ModelStore models, Generations generations) {
        this.json = json;
        this.models = models;
        this.generations = generations;
    }

    @Override
    public void answer(Exchange exchange) throws IOException, InterruptedException {
        ChatRequest request = ChatRequestReader.read(json.readObject(exchange.body()));
        CatalogModel asked = Models.require(request.model(), "chat completions", CatalogModel.Kind.CHAT);
        try (ModelUse use = models.use(asked)) {
            answer(exchange, request, models.chat());
        }
    }

    private void answer(Exchange exchange, ChatRequest request, ChatModel model)
            throws IOException, InterruptedException {
        Generations.checkBiases(request.parameters(), model);
        checkTools(request, model);
        int[] prompt = prompt(request, model);
        generations.checkMemory("messages", prompt.length);
        Generations.Order order = new Generations.Order(List.of(prompt), request.parameters());
        Envelope envelope = Envelope.ofChat(request, model.fingerprint());
        if (request.stream()) {
            generations.stream(exchange, order, new ChunkWriter(envelope, model.tokenizer(), request));
        } else {
            generations.whole(exchange, order, new ChatAnswer(envelope, model.tokenizer(), request));
        }
    }

    private static void checkTools(ChatRequest request, ChatModel model) {
        if (request.parameters().form().tools().isPresent() && !model.canCallTools()) {
            throw ApiException.notSupported("tools", request.model() + " has no control tokens for tool calls.");
        }
    }

    private static int[] prompt(ChatRequest request, ChatModel model) {
        long least = model.leastTokens(request.messages(), request.tools());
        if (least >= model.contextLength()) {
            throw tooLong("at least " + least, model);
        }
        int[] prompt = model.prompt(request.messages(), request.tools());
        if (prompt.length >= model.contextLength()) {
            throw tooLong(Integer.toString(prompt.length), model);
        }
        return prompt;
    }

    private static ApiException tooLong(String tokens, ChatModel model) {
        return ApiException.invalid(
                "context_length_exceeded",
                "messages",
                "The messages, with the tools, take " + tokens + " tokens; this model's context has "
                        + model.contextLength()
                        + ", of which at least one is needed for the answer. Shorten the messages.");
    }
}
