package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.GenerationFailedException;
import dev.sprue.engine.chat.GenerationParameters;
import dev.sprue.engine.chat.GenerationRun;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.ErrorWriter;
import dev.sprue.engine.wire.StreamedAnswer;
import dev.sprue.engine.wire.WholeAnswer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Runs generations and sends what they say, whole or as a stream; the same for chat and for text completions. */
final class Generations {
    private final ModelStore models;
    private final Counters counters;
    private final Departures departures;

    Generations(ModelStore models, Counters counters, Departures departures) {
        this.models = models;
        this.counters = counters;
        this.departures = departures;
    }

    /** What is to be generated. */
    record Order(List<int[]> prompts, GenerationParameters parameters) {}

    /** Refuses biases of tokens that a model does not have. */
    static void checkBiases(GenerationParameters parameters, ChatModel model) {
        for (int id : parameters.sampling().logitBias().keySet()) {
            if (id >= model.tokenizer().size()) {
                throw ApiException.invalid(
                        "invalid_value",
                        "logit_bias",
                        "\"logit_bias\" names token " + id + "; this model has the tokens 0 to "
                                + (model.tokenizer().size() - 1) + ".");
            }
        }
    }

    /**
     * Refuses a prompt for which there will never be memory.
     *
     * @param field the field that holds it
     */
    void checkMemory(String field, int promptTokens) {
        int most = models.chatBatcher().maxTokens();
        if (promptTokens >= most) {
            throw ApiException.invalid(
                    "kv_memory_exceeded",
                    field,
                    "\"" + field + "\" takes " + promptTokens + " tokens; the memory that the engine has for keys and"
                            + " values holds " + most + ", of which at least one is needed for the answer. Shorten"
                            + " it, or give the engine more memory.");
        }
    }

    /** Answers with one document. */
    void whole(Exchange exchange, Order order, WholeAnswer answer) throws IOException, InterruptedException {
        run(order, run -> {
            try (Departures.Watch watch = departures.watch(exchange.client(), run::close)) {
                for (Optional<GenerationEvent> event = run.next(); event.isPresent(); event = run.next()) {
                    answer.add(event.get());
                }
            }
            if (run.isClosed()) {
                throw new IOException("the client has gone");
            }
            exchange.json(200, answer.write(run.usage()));
        });
    }

    /** Answers with a stream. The status goes out with the first event, so that a failure before it can still be a status. */
    void stream(Exchange exchange, Order order, StreamedAnswer answer) throws IOException, InterruptedException {
        run(order, run -> {
            Optional<GenerationEvent> event = run.next();
            try (EventStream out = exchange.eventStream()) {
                try {
                    for (; event.isPresent(); event = run.next()) {
                        send(out, answer.chunks(event.get()));
                    }
                    send(out, answer.end(run.usage()));
                    out.done();
                } catch (GenerationFailedException e) {
                    out.send(ErrorWriter.write(Router.FAILURE));
                    throw e;
                }
            }
        });
    }

    private static void send(EventStream out, List<byte[]> chunks) throws IOException {
        for (byte[] chunk : chunks) {
            out.send(chunk);
        }
    }

    /** What is done with a generation while it goes on. */
    private interface Reading {
        void read(GenerationRun run) throws IOException, InterruptedException;
    }

    private void run(Order order, Reading reading) throws IOException, InterruptedException {
        try (GenerationRun run = start(order)) {
            counters.started();
            reading.read(run);
            counters.completed();
        } catch (IOException e) {
            counters.cancelled();
            throw e;
        } catch (GenerationFailedException e) {
            counters.failed();
            throw e;
        }
    }

    private GenerationRun start(Order order) {
        try {
            return models.chatBatcher().start(order.prompts(), order.parameters());
        } catch (QueueFullException e) {
            throw ApiException.of(503, "engine_busy", "Try again shortly: " + e.getMessage() + ".");
        }
    }
}
