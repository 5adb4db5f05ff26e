package dev.sprue.gateway.providers.probe;

import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.ClientLoop;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Makes calls that try providers out, one at a time, on an event loop of its own. Its methods block their caller. */
public final class Prober implements AutoCloseable {

    /** Lists are read page by page; a provider that never comes to an end is not waited for. */
    private static final int MAX_PAGES = 100;

    private final ClientLoop loop = new ClientLoop();

    /**
     * Calls a model once, as the service would; a chat is given up at its first words.
     *
     * @param patience how long that may take, beside the provider's own time-outs
     */
    public ProbeResult call(Provider provider, ProviderModel model, Operation operation, Duration patience)
            throws InterruptedException {
        return send(provider, model, ProbeBody.of(operation), answer -> about(operation, answer), patience);
    }

    /**
     * Asks a provider for its models.
     *
     * @param patience how long each page may take
     */
    public ModelList models(UpstreamProvider provider, ProviderConfig config, Duration patience)
            throws InterruptedException {
        Optional<ListForm> form = ListForm.of(config, provider.target());
        if (form.isEmpty()) {
            return new ModelList(ProbeResult.skipped("providers of this kind have no list of models"), List.of());
        }
        List<ListedModel> models = new ArrayList<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page < MAX_PAGES; page++) {
            ListDialect dialect =
                    new ListDialect(form.get(), next, provider.target().faults());
            ProviderModel none = new ProviderModel(provider.name(), "", ProviderTraits.PLAIN);
            InferenceCall call = ProbeBody.of(Operation.EMBEDDINGS);
            ProbeResult result =
                    send(provider.speaking(form.get().target(), dialect), none, call, answer -> "", patience);
            if (result.outcome() != ProbeResult.Outcome.OK) {
                return new ModelList(result, List.of());
            }
            models.addAll(dialect.models());
            next = dialect.next();
            if (next.isEmpty()) {
                String count = models.size() + (models.size() == 1 ? " model" : " models");
                return new ModelList(ProbeResult.ok(result.ms(), "lists " + count), models);
            }
        }
        return new ModelList(
                ProbeResult.failed(0, provider.target().faults().broken("its list of models has no end")), List.of());
    }

    private ProbeResult send(
            Provider provider,
            ProviderModel model,
            InferenceCall call,
            Function<WholeAnswer, String> about,
            Duration patience)
            throws InterruptedException {
        ProbeSink sink = new ProbeSink(about);
        CompletableFuture<Flight> flight = new CompletableFuture<>();
        loop.run(on -> {
            try {
                flight.complete(provider.infer(new ProviderCall(call, model, on), sink));
            } catch (RuntimeException defect) {
                sink.failed(Failure.ofProvider(provider.name(), String.valueOf(defect.getMessage())));
            }
        });
        try {
            return sink.result().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return new ProbeResult(
                    ProbeResult.Outcome.FAILED,
                    patience.toMillis(),
                    "No answer within " + patience.toSeconds() + " seconds.");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        } finally {
            giveUp(flight);
        }
    }

    /** What goes on after its first words is not worth its price. */
    private void giveUp(CompletableFuture<Flight> flight) {
        CompletableFuture<Void> given = new CompletableFuture<>();
        loop.run(on -> {
            if (flight.isDone()) {
                flight.join().cancel();
            }
            given.complete(null);
        });
        given.join();
    }

    private static String about(Operation operation, WholeAnswer answer) {
        return operation.makesVectors()
                ? vectorLength(answer).stream()
                        .mapToObj(length -> "vectors of " + length + " numbers")
                        .findFirst()
                        .orElse("answers")
                : "answers";
    }

    private static OptionalInt vectorLength(WholeAnswer answer) {
        try {
            JsonFields first = answer.fields()
                    .objects(answer.fields().find("data").orElseThrow())
                    .getFirst();
            String vector = first.raw(first.find("embedding").orElseThrow());
            return vector.startsWith("[") ? OptionalInt.of(vector.split(",").length) : OptionalInt.empty();
        } catch (JsonSyntaxException | RuntimeException unusual) {
            return OptionalInt.empty();
        }
    }

    @Override
    public void close() {
        loop.close();
    }
}
