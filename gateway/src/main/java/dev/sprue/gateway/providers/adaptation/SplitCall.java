package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.providers.LaterFlight;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call for embeddings that becomes several. They run {@value #CALLS_AT_ONCE} at a time; the first one that fails ends the
 * others and is the answer. Lives on the call's event loop.
 */
final class SplitCall implements Flight {

    private static final int CALLS_AT_ONCE = 4;
    private static final long RETRY_MS = 1_000;

    /** Statuses of refusals of what was sent. */
    private static final Set<Integer> PLACED = Set.of(400, 413, 422);

    /** What an array can hold, with room for the fields beside the vectors. */
    private static final long MAX_BYTES = Integer.MAX_VALUE - 1024L * 1024;

    private final ProviderCall call;
    private final Provider inner;
    private final int maxInputs;
    private final BodyEditor bodies;
    private final HeavyWork heavy;
    private final AnswerSink sink;
    private final MemoryBudget.Share memory;
    private final List<LaterFlight> flights = new ArrayList<>();
    private @Nullable WholeAnswer[] answers = new WholeAnswer[0];
    private Usage used = Usage.NONE;
    private long bytes;
    private int begun;
    private int done;
    private boolean over;

    SplitCall(ProviderCall call, Provider inner, int maxInputs, BodyEditor bodies, HeavyWork heavy, AnswerSink sink) {
        this.call = call;
        this.inner = inner;
        this.maxInputs = maxInputs;
        this.bodies = bodies;
        this.heavy = heavy;
        this.sink = sink;
        this.memory = call.loop().memory().share();
    }

    void start() {
        heavy.runSized(
                call.loop().context(),
                call.call().body().end(),
                () -> InputBatches.of(call.call().body(), call.call().inputs(), maxInputs),
                this::begin,
                this::fail);
    }

    private void begin(InputBatches batches) {
        answers = new WholeAnswer[batches.count()];
        for (int i = 0; i < CALLS_AT_ONCE; i++) {
            next(batches);
        }
    }

    private void next(InputBatches batches) {
        if (over || begun == batches.count()) {
            return;
        }
        int batch = begun++;
        LaterFlight flight = new LaterFlight();
        flights.add(flight);
        bodies.edit(
                call.loop().context(),
                call.call().body(),
                body -> batches.only(batch, body),
                body -> flight.begin(() -> inner.infer(
                        call.with(call.call().with(body, batches.inputs(batch))), new Part(batches, batch, flight))),
                this::fail);
    }

    private void answered(InputBatches batches, int batch, WholeAnswer answer) {
        answers[batch] = answer;
        used = used.plus(answer.usage());
        sink.used(used);
        bytes += answer.to() - answer.from();
        done++;
        boolean last = done == batches.count();
        // What is joined is there twice for a moment.
        if (!memory.set(last ? bytes * 2 : bytes)) {
            fail(Failure.of(ErrorCode.MEMORY_SHORT).withRetryAfterMs(RETRY_MS));
        } else if (bytes > MAX_BYTES) {
            fail(Failure.ofProvider(inner.name(), "its answers are larger than 2 GB together"));
        } else if (last) {
            join();
        } else {
            next(batches);
        }
    }

    private void join() {
        List<WholeAnswer> parts =
                Arrays.stream(answers).map(Objects::requireNonNull).toList();
        heavy.runSized(
                call.loop().context(),
                bytes,
                () -> EmbeddingAnswers.joined(inner.name(), parts),
                joined -> {
                    if (settle()) {
                        sink.whole(joined);
                    }
                },
                this::fail);
    }

    /** A refusal that names a place counts from the first input of its batch: it says which one that is. */
    private void fail(InputBatches batches, int batch, Failure failure) {
        int first = batches.first(batch);
        fail(
                PLACED.contains(failure.status()) && first > 0
                        ? failure.withMessage(failure.message() + " (The provider got the inputs from " + first + " to "
                                + (first + batches.inputs(batch) - 1) + " of the request in a call of their own.)")
                        : failure);
    }

    private void fail(Failure failure) {
        if (settle()) {
            flights.forEach(LaterFlight::cancel);
            sink.failed(failure);
        }
    }

    /** False if the call was over before. */
    private boolean settle() {
        if (over) {
            return false;
        }
        over = true;
        answers = new WholeAnswer[0];
        memory.close();
        return true;
    }

    /** Does nothing: each answer comes whole and is small beside what a stream can bring. */
    @Override
    public void pause() {}

    @Override
    public void resume() {}

    @Override
    public void cancel() {
        if (settle()) {
            flights.forEach(LaterFlight::cancel);
        }
    }

    /** Takes the answer to one batch. */
    private final class Part implements AnswerSink {

        private final InputBatches batches;
        private final int batch;
        private final LaterFlight flight;

        Part(InputBatches batches, int batch, LaterFlight flight) {
            this.batches = batches;
            this.batch = batch;
            this.flight = flight;
        }

        @Override
        public void whole(WholeAnswer answer) {
            if (!over) {
                flights.remove(flight);
                answered(batches, batch, answer);
            }
        }

        @Override
        public void failed(Failure failure) {
            flights.remove(flight);
            fail(batches, batch, failure);
        }

        @Override
        public void opened() {
            throw new IllegalStateException("embeddings do not come as a stream");
        }

        @Override
        public void event(StreamEvent event) {
            opened();
        }

        @Override
        public void flush() {
            opened();
        }

        @Override
        public void completed() {
            opened();
        }
    }
}
