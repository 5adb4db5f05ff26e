package dev.sprue.engine.worker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.catalog.ModelUse;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.GenerationFailedException;
import dev.sprue.engine.chat.GenerationRun;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.ChatAnswer;
import dev.sprue.engine.wire.ChatRequest;
import dev.sprue.engine.wire.ChatRequestReader;
import dev.sprue.engine.wire.ChunkWriter;
import dev.sprue.engine.wire.Envelope;
import dev.sprue.engine.wire.ErrorWriter;
import dev.sprue.engine.wire.JsonReader;
import java.io.IOException;
import java.util.BitSet;
import java.util.Optional;

/** Answers {@code POST /v1/chat/completions}, whole or as a stream. */
final class ChatEndpoint implements Endpoint {
    private final JsonReader json;
    private final ModelStore models;
    private final Counters counters;
    private final Departures departures;

    ChatEndpoint(JsonReader json, ModelStore models, Counters counters, Departures departures) {
        this.json = json;
        this.models = models;
        this.counters = counters;
        this.departures = departures;
    }

    @Override
    public void answer(Exchange exchange) throws IOException, InterruptedException {
        ObjectNode body = json.readObject(exchange.body());
        ChatRequest request = ChatRequestReader.read(body);
        CatalogModel asked = Models.require(request.model(), CatalogModel.Kind.CHAT);
        try (ModelUse use = models.use(asked)) {
            answer(exchange, request, models.chat());
        }
    }

    private void answer(Exchange exchange, ChatRequest request, ChatModel model)
            throws IOException, InterruptedException {
        checkBiases(request, model);
        checkTools(request, model);
        int[] prompt = prompt(request, model);
        checkMemory(prompt.length);
        Envelope envelope = Envelope.create(request.model(), model.fingerprint());
        try (GenerationRun run = start(prompt, request)) {
            counters.started();
            if (request.stream()) {
                stream(exchange, run, request, new ChunkWriter(envelope, model.tokenizer(), request));
            } else {
                whole(exchange, run, new ChatAnswer(envelope, model.tokenizer(), request));
            }
            counters.completed();
        } catch (IOException e) {
            counters.cancelled();
            throw e;
        } catch (GenerationFailedException e) {
            counters.failed();
            throw e;
        }
    }

    private static void checkBiases(ChatRequest request, ChatModel model) {
        for (int id : request.parameters().sampling().logitBias().keySet()) {
            if (id >= model.tokenizer().size()) {
                throw ApiException.invalid(
                        "invalid_value",
                        "logit_bias",
                        "\"logit_bias\" names token " + id + "; " + request.model() + " has the tokens 0 to "
                                + (model.tokenizer().size() - 1) + ".");
            }
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

    private void checkMemory(int promptTokens) {
        int most = models.chatBatcher().maxTokens();
        if (promptTokens >= most) {
            throw ApiException.invalid(
                    "kv_memory_exceeded",
                    "messages",
                    "The messages take " + promptTokens + " tokens; the memory that the engine has for keys and values"
                            + " holds " + most + ", of which at least one is needed for the answer. Shorten the"
                            + " messages, or give the engine more memory.");
        }
    }

    private GenerationRun start(int[] prompt, ChatRequest request) {
        try {
            return models.chatBatcher().start(prompt, request.parameters());
        } catch (QueueFullException e) {
            throw ApiException.of(503, "engine_busy", "Try again shortly: " + e.getMessage() + ".");
        }
    }

    private void whole(Exchange exchange, GenerationRun run, ChatAnswer answer)
            throws IOException, InterruptedException {
        try (Departures.Watch watch = departures.watch(exchange.client(), run::close)) {
            for (Optional<GenerationEvent> event = run.next(); event.isPresent(); event = run.next()) {
                answer.add(event.get());
            }
        }
        if (run.isClosed()) {
            throw new IOException("the client has gone");
        }
        exchange.json(200, answer.write(run.usage()));
    }

    /** The status goes out with the first event, so that a failure before it can still be a status. */
    private static void stream(Exchange exchange, GenerationRun run, ChatRequest request, ChunkWriter chunks)
            throws IOException, InterruptedException {
        Optional<GenerationEvent> event = run.next();
        BitSet begun = new BitSet();
        try (EventStream out = exchange.eventStream()) {
            try {
                for (; event.isPresent(); event = run.next()) {
                    int choice = event.get().choice();
                    if (!begun.get(choice)) {
                        begun.set(choice);
                        out.send(chunks.role(event.get()));
                    }
                    out.send(chunks.event(event.get()));
                }
                if (request.includeUsage()) {
                    out.send(chunks.usage(run.usage()));
                }
                out.done();
            } catch (GenerationFailedException e) {
                out.send(ErrorWriter.write(Router.FAILURE));
                throw e;
            }
        }
    }
}
