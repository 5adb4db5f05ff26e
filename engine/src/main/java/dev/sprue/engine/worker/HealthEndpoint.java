package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelCatalog;
import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.chat.Batcher;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.wire.ApiException;
import dev.sprue.engine.wire.HealthWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Answers {@code GET /healthz}: which models are in memory, and how busy the engine is. */
final class HealthEndpoint implements Endpoint {
    private final ModelStore models;
    private final Scheduler scheduler;
    private final Counters counters;

    private final Duration stuck;

    HealthEndpoint(ModelStore models, Scheduler scheduler, Counters counters, Duration stuck) {
        this.stuck = stuck;
        this.models = models;
        this.scheduler = scheduler;
        this.counters = counters;
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        Duration step = scheduler.longestStep();
        if (step.compareTo(stuck) > 0) {
            throw ApiException.of(
                    503,
                    "engine_stuck",
                    "A step of work has been running for " + step.toSeconds() + " s, which should take milliseconds.");
        }
        Map<String, Boolean> loaded = new LinkedHashMap<>();
        for (CatalogModel model : ModelCatalog.models()) {
            loaded.put(model.id(), models.isLoaded(model));
        }
        Scheduler.Load load = scheduler.load();
        long running = load.running();
        long waiting = load.waiting();
        long kvBytes = 0;
        long reusedTokens = 0;
        Optional<Batcher> chat = models.loadedChatBatcher();
        if (chat.isPresent()) {
            Scheduler.Load generations = chat.get().load();
            running += generations.running();
            waiting += generations.waiting();
            kvBytes = chat.get().memory().bytes();
            reusedTokens = chat.get().memory().reusedTokens();
        }
        Map<String, Long> numbers = new LinkedHashMap<>();
        numbers.put("running", running);
        numbers.put("waiting", waiting);
        numbers.put("started", counters.startedCount());
        numbers.put("completed", counters.completedCount());
        numbers.put("cancelled", counters.cancelledCount());
        numbers.put("failed", counters.failedCount());
        numbers.put("kv_bytes", kvBytes);
        Runtime runtime = Runtime.getRuntime();
        numbers.put("heap_bytes", runtime.totalMemory() - runtime.freeMemory());
        numbers.put("reused_prompt_tokens", reusedTokens);
        exchange.json(200, HealthWriter.write(loaded, numbers));
    }
}
