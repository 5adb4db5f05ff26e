package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.catalog.ModelUse;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.tokenizer.Tokenizer;
import dev.sprue.engine.wire.CompletionAnswer;
import dev.sprue.engine.wire.CompletionChunks;
import dev.sprue.engine.wire.CompletionRequest;
import dev.sprue.engine.wire.CompletionRequestReader;
import dev.sprue.engine.wire.EncodedPrompt;
import dev.sprue.engine.wire.Envelope;
import dev.sprue.engine.wire.JsonReader;
import dev.sprue.engine.wire.Prompt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Answers {@code POST /v1/completions}, whole or as a stream: the model goes on from a text as it stands. */
final class CompletionsEndpoint implements Endpoint {
    private final JsonReader json;
    private final ModelStore models;
    private final Generations generations;

    CompletionsEndpoint(JsonReader json, ModelStore models, Generations generations) {
        this.json = json;
        this.models = models;
        this.generations = generations;
    }

    @Override
    public void answer(Exchange exchange) throws IOException, InterruptedException {
        CompletionRequest request = CompletionRequestReader.read(json.readObject(exchange.body()));
        CatalogModel asked = Models.require(request.model(), "text completions", CatalogModel.Kind.CHAT);
        try (ModelUse use = models.use(asked)) {
            answer(exchange, request, models.chat());
        }
    }

    private void answer(Exchange exchange, CompletionRequest request, ChatModel model)
            throws IOException, InterruptedException {
        Generations.checkBiases(request.parameters(), model);
        Tokenizer tokenizer = model.tokenizer();
        List<EncodedPrompt> prompts = new ArrayList<>();
        for (Prompt prompt : request.prompts()) {
            EncodedPrompt encoded = EncodedPrompt.of(prompt, tokenizer, model.endOfText(), model.contextLength());
            generations.checkMemory(prompt.path(), encoded.tokens().length);
            prompts.add(encoded);
        }
        Generations.Order order = new Generations.Order(
                prompts.stream().map(EncodedPrompt::tokens).toList(), request.parameters());
        Envelope envelope = Envelope.ofCompletion(request, model.fingerprint());
        if (request.stream()) {
            generations.stream(exchange, order, new CompletionChunks(envelope, tokenizer, request, prompts));
        } else {
            generations.whole(exchange, order, new CompletionAnswer(envelope, tokenizer, request, prompts));
        }
    }
}
