package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.catalog.ModelUse;
import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.chat.GenerationEvent;
import dev.sprue.engine.chat.GenerationParameters;
import dev.sprue.engine.chat.GenerationRun;
import dev.sprue.engine.chat.Role;
import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.wire.ChatRequest;
import dev.sprue.engine.wire.ChatRequestReader;
import dev.sprue.engine.wire.ChunkWriter;
import dev.sprue.engine.wire.Envelope;
import dev.sprue.engine.wire.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Does in the background what the first request would otherwise wait for: loads the chat model and, unless a request is
 * there already, has a short answer that nobody reads compile the kernels (the vector ones are slow before that).
 */
final class Prewarm implements Runnable {
    private static final int ANSWER_TOKENS = 16;
    private static final String REQUEST = """
            {"model": "sprue-chat", "messages": [{"role": "user", "content": "Hello"}], "temperature": 0.5, "stream": true}
            """;

    private final ModelStore models;
    private final BooleanSupplier idle;
    private final Log log;

    /**
     * Prepares the work.
     *
     * @param idle whether no request was there yet; warming beside one would only slow it
     */
    Prewarm(ModelStore models, BooleanSupplier idle, Log log) {
        this.models = models;
        this.idle = idle;
        this.log = log;
    }

    @Override
    public void run() {
        long startNs = System.nanoTime();
        try (ModelUse use = models.use(ModelCatalog.CHAT)) {
            models.chat();
            log.info("chat model loaded in " + millisSince(startNs) + " ms");
            if (idle.getAsBoolean()) {
                answer(wire());
                log.info("warm after " + millisSince(startNs) + " ms");
            }
        } catch (RuntimeException e) {
            log.error("the chat model could not be loaded", e);
        } catch (QueueFullException e) {
            log.info("not warmed: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Through the same batch as everybody's answers, since that is what is to be warm. */
    private void answer(ChatRequest request) throws InterruptedException, QueueFullException {
        ChatModel model = models.chat();
        ChunkWriter writer = new ChunkWriter(Envelope.ofChat(request, ""), model.tokenizer(), request);
        try (GenerationRun run = models.chatBatcher()
                .start(
                        model.prompt(List.of(new ChatMessage(Role.USER, "Hello"))),
                        new GenerationParameters(SamplingParameters.DEFAULT, ANSWER_TOKENS, List.of(), 1, false, 0))) {
            for (Optional<GenerationEvent> event = run.next(); event.isPresent(); event = run.next()) {
                writer.chunks(event.get());
            }
        }
    }

    private static ChatRequest wire() {
        return ChatRequestReader.read(new JsonReader().readObject(REQUEST.getBytes(StandardCharsets.UTF_8)));
    }

    private static long millisSince(long startNs) {
        return (System.nanoTime() - startNs) / 1_000_000;
    }
}
